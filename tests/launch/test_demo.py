"""The whole demo: however it ends, it leaves no process and a database that works."""

import http.client
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from stopext.launch import server
from stopext.launch.demo_database import DATABASE
from stopext.launch.paths import ROOT
from tests.launch.waiting import eventually

pytestmark = pytest.mark.launch

FIRST_START_SECONDS = 300
STOP_SECONDS = 60  # a worker may finish its job first


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
    env = {name: value for name, value in os.environ.items() if name != "MAKELEVEL"}
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
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", "/", headers={"Host": "localhost"})
    assert connection.getresponse().status == 200
    connection.close()


def left_over(place: Path) -> list[str]:
    """The living processes that were given this demo directory, or run in it."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            facts = (entry / "environ").read_bytes() + (entry / "cmdline").read_bytes()
        except OSError:
            continue
        if os.fsencode(place) in facts:
            found.append(entry.name)
    return found


def second_start(place: Path) -> str:
    env = {**os.environ, "PORTAL_DEMO_DIRECTORY": str(place), "PORT": str(free_port())}
    command = [sys.executable, "-m", "stopext.launch", "--ready", "demo"]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    return done.stderr


def test_it_answers_and_leaves_nothing_on_ctrl_c(place: Path) -> None:
    port = free_port()
    with demo(place, port) as launcher:
        runs(place, port, launcher)
        assert len(left_over(place)) >= 5

        launcher.send_signal(signal.SIGINT)

        assert launcher.wait(STOP_SECONDS) == 0
    assert eventually(lambda: left_over(place) == [], STOP_SECONDS)
    assert said(place).endswith("\nStopped.\n")
    assert not (place / "pgdata" / "postmaster.pid").exists()


def test_it_leaves_nothing_on_kill_9_and_starts_again(place: Path) -> None:
    port = free_port()
    with demo(place, port) as launcher:
        runs(place, port, launcher)
        launcher.kill()
    assert eventually(lambda: left_over(place) == [], STOP_SECONDS)

    with demo(place, port) as launcher:
        runs(place, port, launcher)
        assert second_start(place) == (
            "error: The demo is already running in this directory: stop it first.\n"
        )
        launcher.terminate()
        assert launcher.wait(STOP_SECONDS) == 0
    assert eventually(lambda: left_over(place) == [], STOP_SECONDS)


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
        assert launcher.wait(60) == 1

    assert said(place).splitlines()[-1] == (
        "error: The update failed: the database is of a newer version of the portal "
        "(it has casework.9999_from_the_future): update the code, or start over with "
        "make demo-reset."
    )
    assert left_over(place) == []
