"""The virtual environment: made once, brought up to date when a lock file changes."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from stopext.launch.errors import LaunchError
from stopext.launch.paths import ROOT, VENV, venv_python
from stopext.launch.processes import run

#: Each is compiled to contain the one before it. Production installs ``requirements.lock``.
DEMO_LOCK = "requirements-demo.lock"
DEVELOPER_LOCK = "requirements-dev.lock"


def is_ready(lock: str, venv: Path = VENV) -> bool:
    """Whether what ``lock`` names is installed."""
    return not _unfinished(venv).exists() and _stamp(venv).get(lock) == _digest(lock)


def ensure(lock: str, venv: Path = VENV) -> None:
    """Install exactly what ``lock`` names; raises LaunchError and leaves nothing half-made.

    The mark of an unfinished installation lies in the environment while pip works. One that is
    found there was left by a run that was killed, and the environment is made anew.
    """
    if is_ready(lock, venv) and _works(venv):
        return
    fresh = not _works(venv) or _unfinished(venv).exists()
    print("Installing Python packages (a minute or two the first time) ...", flush=True)
    if fresh:
        shutil.rmtree(venv, ignore_errors=True)
    try:
        if fresh:
            _create(venv)
        _unfinished(venv).touch()
        _install(lock, venv)
        _write_stamp(lock, venv)
        _unfinished(venv).unlink()
    except BaseException:
        if fresh:
            shutil.rmtree(venv, ignore_errors=True)
        raise


def _create(venv: Path) -> None:
    # Not the interpreter of an active environment: that may be the one we just removed.
    python = getattr(sys, "_base_executable", None) or sys.executable
    run([python, "-m", "venv", str(venv)], what="Making the virtual environment")


def _install(lock: str, venv: Path) -> None:
    options = ["--require-hashes", "--no-deps", "--no-input", "--progress-bar=off", "--retries=2"]
    run(
        [str(venv_python(venv)), "-m", "pip", "install", *options, "-r", str(ROOT / lock)],
        what="Installing Python packages",
        env={**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1"},
    )


def _works(venv: Path) -> bool:
    try:
        command = [
            str(venv_python(venv)),
            "-c",
            "import pip, sys; sys.exit(sys.version_info < (3, 11))",
        ]
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def _write_stamp(lock: str, venv: Path) -> None:
    locks = {lock: _digest(lock)}
    if lock == DEVELOPER_LOCK:
        locks[DEMO_LOCK] = _digest(DEMO_LOCK)
    _stamp_file(venv).write_text(json.dumps(locks), encoding="utf-8")


def _stamp(venv: Path) -> dict[str, str]:
    try:
        stamp: dict[str, str] = json.loads(_stamp_file(venv).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp


def _digest(lock: str) -> str:
    try:
        return hashlib.sha256((ROOT / lock).read_bytes()).hexdigest()
    except FileNotFoundError as error:
        raise LaunchError(f"{lock} is missing: the checkout is not complete.") from error


def _stamp_file(venv: Path) -> Path:
    return venv / "portal-locks.json"


def _unfinished(venv: Path) -> Path:
    return venv / "portal-unfinished"
