"""Each wrong thing is found before anything is made, and said in one line."""

import ast
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from stopext.launch import checks
from stopext.launch.errors import LaunchError, explain
from stopext.launch.paths import ROOT

OLD_PYTHON = """
import runpy, sys
sys.version_info = (3, 10, 4)
sys.argv = ["launch", "demo"]
runpy.run_module("stopext.launch", run_name="__main__")
"""


def test_python_too_old_is_one_line_before_any_import() -> None:
    done = subprocess.run(
        [sys.executable, "-c", OLD_PYTHON], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert done.returncode == 1
    assert done.stderr == (
        "error: Python 3.11 or newer is needed, this is 3.10: "
        "choose one with PYTHON=python3.11 make demo.\n"
    )


def test_the_entry_is_readable_for_an_old_python() -> None:
    imported = []
    for name in ("__init__.py", "launch/__init__.py", "launch/__main__.py"):
        source = (ROOT / "stopext" / name).read_text(encoding="utf-8")
        before_check = source.partition("from stopext.launch.main")[0]
        ast.parse(source, feature_version=(3, 7))
        imported += [
            alias.name
            for node in ast.walk(ast.parse(before_check))
            if isinstance(node, ast.Import | ast.ImportFrom)
            for alias in node.names
        ]

    assert imported == ["sys"]


def test_taken_port_names_the_way_out() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        number = taken.getsockname()[1]

        with pytest.raises(LaunchError) as caught:
            checks.port_free("127.0.0.1", number)

    assert str(caught.value) == (
        f"Port {number} is taken: stop what uses it, or choose another with "
        f"PORT={number + 1} make demo."
    )
    checks.port_free("127.0.0.1", number)


@pytest.mark.parametrize("text", ["0", "65536", "-1", "http", "", "８０００", "8000.0"])
def test_port_that_is_none(text: str) -> None:
    with pytest.raises(LaunchError, match="PORT must be a number from 1 to 65535"):
        checks.port(text)


def test_port_in_range() -> None:
    assert [checks.port(text) for text in ("1", "8001", "65535")] == [1, 8001, 65535]


def test_full_disk_says_how_much_is_missing(tmp_path: Path) -> None:
    with pytest.raises(LaunchError) as caught:
        checks.free_space(tmp_path, 2 * checks.GIGABYTE, lambda _: checks.GIGABYTE // 2)

    assert str(caught.value) == (f"The disk is too full: 2.0 GB needed in {tmp_path}, 0.5 GB free.")
    checks.free_space(tmp_path, 2 * checks.GIGABYTE, lambda _: 2 * checks.GIGABYTE)


def test_directory_of_another_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    checks.ours(tmp_path)
    checks.ours(tmp_path / "missing")

    monkeypatch.setattr(os, "geteuid", lambda: tmp_path.stat().st_uid + 1)

    with pytest.raises(LaunchError, match="belongs to another user"):
        checks.ours(tmp_path)


@pytest.mark.parametrize(
    ("output", "meaning"),
    [
        ("OSError: [Errno 28] No space left on device", "The disk is full"),
        ("npm error code ENOSPC", "The disk is full"),
        ("npm error code ENOTFOUND", "The package registry cannot be reached"),
        ("Failed to establish a new connection: [Errno 111]", "The package registry cannot"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM", "A package differs"),
        ("ERROR: No matching distribution found for x==1", "The package registry has a locked"),
        ("ensurepip is not available", "This Python cannot make virtual environments"),
    ],
)
def test_known_failures_become_one_line(output: str, meaning: str) -> None:
    line = explain(f"first\n{output}\nlast")

    assert line is not None
    assert line.startswith(meaning)
    assert "\n" not in line


def test_unknown_failures_are_not_guessed() -> None:
    assert explain("Something entirely new") is None


def test_no_write_permission(tmp_path: Path) -> None:
    checks.writable(tmp_path)
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o555)
    root = os.geteuid() == 0
    if root:  # root may write everywhere
        os.seteuid(65534)
    try:
        with pytest.raises(LaunchError) as caught:
            checks.writable(closed)
    finally:
        if root:
            os.seteuid(0)

    assert str(caught.value) == f"No permission to write in {closed}: use a copy of your own."
