"""The build runs once, again when a source changes, and without a Node of the machine."""

import json
import subprocess
from pathlib import Path

import pytest

from stopext.launch import frontend
from stopext.launch.errors import LaunchError

pytestmark = pytest.mark.launch

BUILD = """
import { appendFileSync, mkdirSync } from "node:fs";
mkdirSync("static/build", { recursive: true });
appendFileSync("runs", "x");
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    package = {"name": "small", "type": "module", "scripts": {"build": "node static/build.mjs"}}
    lock = {"name": "small", "lockfileVersion": 3, "packages": {"": {"name": "small"}}}
    (tmp_path / "static" / "src").mkdir(parents=True)
    (tmp_path / "node_modules").mkdir()
    (tmp_path / "static" / "src" / "a.css").write_text("a {}", encoding="utf-8")
    (tmp_path / "static" / "build.mjs").write_text(BUILD, encoding="utf-8")
    (tmp_path / "package.json").write_text(json.dumps(package), encoding="utf-8")
    (tmp_path / "package-lock.json").write_text(json.dumps(lock), encoding="utf-8")
    return tmp_path


def builds(project: Path) -> int:
    return len((project / "runs").read_text(encoding="ascii"))


def test_it_builds_when_something_changed(project: Path) -> None:
    frontend.ensure(project)
    frontend.ensure(project)
    assert builds(project) == 1

    (project / "static" / "src" / "a.css").write_text("a { color: red }", encoding="utf-8")
    frontend.ensure(project)

    assert builds(project) == 2


def test_a_failed_build_is_tried_again(project: Path) -> None:
    build = project / "static" / "build.mjs"
    build.write_text("throw new Error('broken');", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(LaunchError, match=r"^Building the front end failed: "):
            frontend.ensure(project)

    build.write_text(BUILD, encoding="utf-8")
    frontend.ensure(project)

    assert builds(project) == 1


def test_without_a_node_the_environment_has_one(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(project))

    npm, env = frontend.find_npm()

    done = subprocess.run([npm[0], "--version"], env=env, capture_output=True, check=True)
    assert int(done.stdout.decode().lstrip("v").split(".")[0]) >= frontend.OLDEST_NODE
    assert env["PATH"].split(":")[0] == str(Path(npm[0]).parent)


def test_an_old_node_is_not_used(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("node", "npm"):
        (project / name).write_text("#!/bin/sh\necho v18.1.0\n", encoding="ascii")
        (project / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(project))

    assert frontend.find_npm()[0][0] != str(project / "npm")
