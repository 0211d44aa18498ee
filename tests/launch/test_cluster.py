"""The embedded server: made whole or not at all, private, and able to come back."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from stopext.launch import server
from stopext.launch.cluster import Cluster
from stopext.launch.errors import LaunchError
from stopext.launch.paths import ROOT
from tests.launch.waiting import alive, eventually

pytestmark = pytest.mark.launch

PLACE = "a long path with spaces, a comma, 'quotes' and ægte tegn, " + "x" * 60
CHILD = """
import sys, time
from pathlib import Path
from stopext.launch import server
from stopext.launch.processes import child
cluster = server.open_cluster(server.embedded_binaries(), Path(sys.argv[1]), {})
cluster.prepare_start()
with child(cluster.foreground_command(), output=2) as process:
    cluster.wait_until_ready(process)
    print(process.pid, flush=True)
    time.sleep(600)
"""
USE = """
import sys
from pathlib import Path
from stopext.launch import server
data = Path(sys.argv[1])
print(server.use_shared_server(server.embedded_binaries(), data), flush=True)
sys.stdin.readline()
server.release_shared_server(server.embedded_binaries(), data)
"""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    place = tmp_path_factory.mktemp("cluster") / PLACE / "pgdata"
    yield place
    server.open_cluster(server.embedded_binaries(), place, {}).stop()


def ask(url: str, question: str) -> object:
    with psycopg.connect(url, autocommit=True) as connection:
        row = connection.execute(question.encode()).fetchone()
    assert row is not None
    return row[0]


def test_it_runs_anywhere_and_keeps_its_data(data: Path) -> None:
    cluster = server.open_cluster(server.embedded_binaries(), data, {})
    cluster.start()
    with psycopg.connect(cluster.url(), autocommit=True) as connection:
        connection.execute("create table kept as select lower('ÆØÅ') as word")
    first = cluster.pid()

    cluster.stop()

    assert (cluster.pid(), cluster.sockets.exists()) == (None, False)
    again = server.open_cluster(server.embedded_binaries(), data, {})
    again.start()
    assert again.pid() not in {None, first}
    assert ask(again.url(), "select word from kept") == "æøå"


def test_nobody_gets_in_without_the_password(data: Path) -> None:
    cluster = server.open_cluster(server.embedded_binaries(), data, {})
    if cluster.pid() is None:
        cluster.start()
    guess = Cluster(cluster.binaries, data, "wrong")

    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(guess.url())

    assert ask(cluster.url(), "show listen_addresses") == ""
    assert cluster.sockets.stat().st_mode & 0o077 == 0


def test_it_comes_back_after_kill_9(data: Path) -> None:
    cluster = server.open_cluster(server.embedded_binaries(), data, {})
    if cluster.pid() is None:
        cluster.start()
    pid = cluster.pid()
    assert pid is not None

    os.kill(pid, signal.SIGKILL)

    cluster.start()
    assert ask(cluster.url(), "select 1") == 1


def test_it_ends_cleanly_when_the_launcher_is_killed(data: Path, tmp_path: Path) -> None:
    words = tmp_path / "words"
    command = [sys.executable, "-c", CHILD, str(data)]
    with (
        words.open("wb") as log,
        subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.PIPE, stderr=log, text=True
        ) as launcher,
    ):
        assert launcher.stdout is not None
        pid = int(launcher.stdout.readline())
        launcher.kill()

    assert eventually(lambda: not (data / "postmaster.pid").exists())
    assert eventually(lambda: not alive(pid))
    assert "database system is shut down" in words.read_text(encoding="utf-8")


def test_a_failed_creation_leaves_nothing(tmp_path: Path) -> None:
    binaries = tmp_path / "bin"
    binaries.mkdir()
    for name, text in {"postgres": "echo postgres '(PostgreSQL)' 18.1", "initdb": "exit 1"}.items():
        (binaries / name).write_text(f"#!/bin/sh\n{text}\n", encoding="ascii")
        (binaries / name).chmod(0o755)
    tmp_path.chmod(0o755)

    with pytest.raises(LaunchError, match="initdb failed"):
        Cluster(binaries, tmp_path / "pgdata", "secret").create()

    assert [entry.name for entry in tmp_path.iterdir()] == ["bin"]


@pytest.mark.parametrize(("version", "word"), [("99", "newer version"), ("14", "PostgreSQL 14")])
def test_data_of_another_version_are_left_alone(tmp_path: Path, version: str, word: str) -> None:
    data = tmp_path / "pgdata"
    data.mkdir()
    (data / "PG_VERSION").write_text(version, encoding="ascii")

    with pytest.raises(LaunchError, match=word):
        server.open_cluster(server.embedded_binaries(), data, {})

    assert [entry.name for entry in data.iterdir()] == ["PG_VERSION"]


def test_a_shared_server_stops_with_its_last_user(tmp_path: Path) -> None:
    data = tmp_path / "pgdata"

    def user() -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [sys.executable, "-c", USE, str(data)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    with user() as one, user() as other:
        assert one.stdout
        assert other.stdout
        urls = {one.stdout.readline().strip(), other.stdout.readline().strip()}
        assert len(urls) == 1
        one.communicate("\n")
        assert ask(urls.pop(), "select 1") == 1
        other.communicate("\n")

    assert not (data / "postmaster.pid").exists()


def test_a_shared_server_ends_with_a_last_user_that_is_killed(tmp_path: Path) -> None:
    data = tmp_path / "pgdata"
    command = [sys.executable, "-c", USE, str(data)]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as user:
        assert user.stdout
        url = user.stdout.readline().strip()
        assert ask(url, "select 1") == 1

        user.kill()

    assert eventually(lambda: not (data / "postmaster.pid").exists())
