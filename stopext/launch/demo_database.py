"""The demo's database: a server of its own as a child process, or the one in ``DATABASE_URL``."""

import shutil
import signal
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress

import psycopg
from psycopg import sql

from stopext.database import RolePasswords, UnsupportedServer, Urls, prepare
from stopext.launch.cluster import Cluster
from stopext.launch.errors import LaunchError
from stopext.launch.parts import Part
from stopext.launch.paths import DEMO
from stopext.launch.private import Secrets
from stopext.launch.processes import child
from stopext.launch.server import embedded_binaries, open_cluster

DATABASE = "stopext_demo"


@contextmanager
def administrative_url(environ: Mapping[str, str]) -> Iterator[tuple[str, list[Part]]]:
    """An address that may create roles and databases, and the server behind it if it is ours."""
    if given := environ.get("DATABASE_URL"):
        yield given, []
        return
    cluster = open_cluster(embedded_binaries(), DEMO / "pgdata", {})
    with Part("database", lambda: _running(cluster)) as server:
        yield cluster.url(), [server]


@contextmanager
def _running(cluster: Cluster) -> "Iterator[subprocess.Popen[bytes]]":
    cluster.prepare_start()
    with cluster.log.open("ab") as log:
        command = cluster.foreground_command()
        with child(command, output=log.fileno(), end=signal.SIGINT) as process:
            cluster.wait_until_ready(process)
            try:
                yield process
            finally:
                cluster.stop()


def prepare_database(admin_url: str, known: Secrets) -> Urls:
    """Roles, database and schemas; raises LaunchError with one line when the server refuses."""
    try:
        passwords = RolePasswords(
            owner=known.owner, app=known.app, login=known.login, job=known.job
        )
        return prepare(admin_url, DATABASE, passwords)
    except UnsupportedServer as error:
        raise LaunchError(str(error)) from error
    except psycopg.Error as error:
        raise LaunchError(f"The database cannot be used: {_first_line(error)}") from error


def forget(environ: Mapping[str, str]) -> None:
    """Remove the demo's database with its keys and files; the server itself stays."""
    if given := environ.get("DATABASE_URL"):
        try:
            with psycopg.connect(given, autocommit=True) as admin:
                statement = sql.SQL("drop database if exists {} with (force)")
                admin.execute(statement.format(sql.Identifier(DATABASE)))
        except psycopg.Error as error:
            raise LaunchError(f"The database cannot be used: {_first_line(error)}") from error
    elif (DEMO / "pgdata").exists():
        with suppress(LaunchError):
            open_cluster(embedded_binaries(), DEMO / "pgdata", {}).stop()
    for entry in DEMO.iterdir():
        if entry.is_dir():
            shutil.rmtree(entry)
        elif entry.suffix != ".lock":
            entry.unlink()


def _first_line(error: psycopg.Error) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return lines[0] if lines else type(error).__name__
