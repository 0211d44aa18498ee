"""Law 19: every process survives the loss of every other one, or ends and is started again.

Subjects: the parts the demo starts, found by asking its own running processes. However it ends, no
process is left, and the database works. How a part is revived is ``tests/launch/test_parts.py``,
the pool ``tests/kernel/test_pool_recovery.py``, the worker ``tests/jobs``.
"""

import http.client
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import psycopg
import pytest

from stopext.launch import server
from stopext.launch.demo_database import DATABASE
from stopext.launch.paths import ROOT
from tests.launch.waiting import eventually

pytestmark = pytest.mark.launch

FIRST_START_SECONDS = 900
STOP_SECONDS = 180  # a worker may finish its job first


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo") / "a place with spaces"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        number: int = probe.getsockname()[1]
    return number


@contextmanager
def demo(place: Path, port: int) -> Iterator["subprocess.Popen[bytes]"]:
    apart = {"MAKELEVEL", server.TEST_URL_VARIABLE}
    env = {name: value for name, value in os.environ.items() if name not in apart}
    env |= {"PORTAL_DEMO_DIRECTORY": str(place), "PORT": str(port)}
    place.mkdir(exist_ok=True)
    command = [sys.executable, "-m", "stopext.launch", "--ready", "demo"]
    with (
        (place / "output").open("wb") as output,
        subprocess.Popen(command, cwd=ROOT, env=env, stdout=output, stderr=output) as launcher,
    ):
        try:
            yield launcher
        finally:
            launcher.kill()


def said(place: Path) -> str:
    return (place / "output").read_text(encoding="utf-8", errors="replace")


def runs(place: Path, port: int, launcher: "subprocess.Popen[bytes]") -> None:
    ready = f"is running on http://localhost:{port}/"
    assert eventually(
        lambda: ready in said(place) or launcher.poll() is not None, FIRST_START_SECONDS
    )
    assert ready in said(place), said(place)
    assert answers(port)


def is_said(place: Path, words: str) -> bool:
    return words in said(place)


def answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET", "/", headers={"Host": "localhost"})
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def running(place: Path, program: str = "") -> list[int]:
    """The living processes that were given this demo directory, or run in it; oldest first."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            command = (entry / "cmdline").read_bytes()
            facts = (entry / "environ").read_bytes() + command
        except OSError:
            continue
        if os.fsencode(place) in facts and program.encode() in command:
            found.append(int(entry.name))
    return sorted(found)


def _command(pid: int) -> bytes:
    return Path(f"/proc/{pid}/cmdline").read_bytes()


def addresses_known_to(place: Path, program: str) -> set[str]:
    """The variables that hold an address of a database in the environment of ``program``."""
    entries = [
        entry
        for pid in running(place, program)
        for entry in Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")
    ]
    return {entry.partition(b"=")[0].decode() for entry in entries if b"=postgresql://" in entry}


def second_start(place: Path) -> str:
    env = {**os.environ, "PORTAL_DEMO_DIRECTORY": str(place), "PORT": str(free_port())}
    command = [sys.executable, "-m", "stopext.launch", "--ready", "demo"]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    return done.stderr


def test_it_answers_and_leaves_nothing_on_kill_9(place: Path) -> None:
    port = free_port()
    with demo(place, port) as launcher:
        runs(place, port, launcher)
        assert len(running(place)) >= 5
        assert addresses_known_to(place, "granian") == {"PORTAL_APP_URL", "PORTAL_LOGIN_URL"}
        assert addresses_known_to(place, "manage.py\0worker") == {"PORTAL_JOB_URL"}
        launcher.kill()
    assert eventually(lambda: running(place) == [], STOP_SECONDS)


def test_it_leaves_nothing_when_it_is_ended_while_it_starts(place: Path) -> None:
    with demo(place, free_port()) as launcher:
        assert eventually(lambda: is_said(place, "Bringing the database up to date"))
        assert running(place, "postgres\0-D")

        launcher.terminate()

        assert launcher.wait(STOP_SECONDS) == 0
    is_stopped(place)


def test_it_starts_again_as_does_what_is_killed_and_leaves_nothing_on_ctrl_c(place: Path) -> None:
    """One start for all that follows it, since nothing takes as long as starting."""
    port = free_port()
    with demo(place, port) as launcher:
        runs(place, port, launcher)
        assert second_start(place) == (
            "error: The demo is already running in this directory: stop it first.\n"
        )
        what_is_killed_is_started_again(place, port, launcher)

        launcher.send_signal(signal.SIGINT)

        assert launcher.wait(STOP_SECONDS) == 0
    is_stopped(place)


def is_stopped(place: Path) -> None:
    """No process is left, and the database has been closed."""
    assert eventually(lambda: running(place) == [], STOP_SECONDS)
    assert said(place).endswith("\nStopped.\n")
    assert not (place / "pgdata" / "postmaster.pid").exists()


def what_is_killed_is_started_again(
    place: Path, port: int, launcher: "subprocess.Popen[bytes]"
) -> None:
    main, *_, last_worker = running(place, "granian")
    known = {*running(place, "granian"), *running(place, "manage.py\0worker")}
    known |= {*running(place, "postgres"), launcher.pid}
    others = [pid for pid in running(place) if pid not in known]
    assert [pid for pid in others if b"stopext.launch" not in _command(pid)] == []
    for name, pid in {
        "job worker": running(place, "manage.py\0worker")[0],
        "database": running(place, "postgres\0-D")[0],
        "web server": main,
    }.items():
        os.kill(pid, signal.SIGKILL)
        assert eventually(partial(is_said, place, f"The {name} ended by itself (SIGKILL) and"))
    assert eventually(lambda: answers(port)), said(place)
    assert last_worker not in running(place)

    os.kill(running(place, "granian")[-1], signal.SIGKILL)

    assert eventually(lambda: "Unexpected exit from worker" in said(place)), said(place)
    assert eventually(lambda: len(running(place, "granian")) == 3), said(place)
    assert eventually(lambda: answers(port)), said(place)
    assert running(place, "manage.py\0worker")
    assert launcher.poll() is None


def test_a_database_of_a_newer_version_is_left_alone(place: Path) -> None:
    cluster = server.open_cluster(server.embedded_binaries(), place / "pgdata", {})
    cluster.start()
    with psycopg.connect(cluster.url(DATABASE)) as connection:
        connection.execute(
            "insert into django_migrations (app, name, applied)"
            " values ('casework', '9999_from_the_future', now())"
        )
    cluster.stop()

    with demo(place, free_port()) as launcher:
        assert launcher.wait(FIRST_START_SECONDS) == 1

    assert said(place).splitlines()[-1] == (
        "error: The update failed: the database is of a newer version of the portal "
        "(it has casework.9999_from_the_future): update the code, or start over with "
        "make demo-reset."
    )
    assert running(place) == []
