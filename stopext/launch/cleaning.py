"""``make clean``: remove what can be made again; the demo's data are not among it."""

import shutil
from contextlib import suppress

from stopext.launch import locks
from stopext.launch.errors import LaunchError
from stopext.launch.paths import DEMO, ROOT, TEST, VENV
from stopext.launch.server import (
    OLDEST_MAJOR,
    embedded_binaries,
    release_shared_server,
    system_binaries,
)

_BUILT = ("node_modules", "static/build", "staticfiles", ".mypy_cache", ".pytest_cache")


def clean() -> None:
    """Stop the test servers nobody uses, then remove environment, builds and caches.

    Raises LaunchError while the demo or a test run needs them.
    """
    if locks.try_exclusive(DEMO / "running.lock") is None:
        raise LaunchError("The demo is running in this directory: stop it first.")
    with suppress(LaunchError):
        release_shared_server(embedded_binaries(), TEST / "pgdata")
    if installed := system_binaries(OLDEST_MAJOR):
        release_shared_server(installed, TEST / "pg15")
    if any(TEST.glob("*/postmaster.pid")):
        raise LaunchError("Tests are running in this directory: let them end first.")
    for directory in (VENV, TEST, *(ROOT / name for name in _BUILT)):
        shutil.rmtree(directory, ignore_errors=True)
