"""The worker as it runs beside the server: a process of its own, as ``portal_job``."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from stopext.database import Urls
from tests.launch.waiting import eventually
from tests.support import databases

#: Seconds: the log is sealed once a minute, and a lost database is given up after half a one.
PATIENCE = 300.0
Database = tuple[Urls, psycopg.Connection]
Worker = subprocess.Popen[bytes]


@pytest.fixture
def job_database() -> Iterator[Database]:
    """A migrated database where jobs commit, and a superuser's connection to it."""
    name = f"jobs_{os.getpid()}"
    with (
        databases.fresh_database(name) as urls,
        psycopg.connect(databases.admin_url(name), autocommit=True) as admin,
    ):
        yield urls, admin


@contextmanager
def working(urls: Urls, log: Path) -> Iterator[Worker]:
    with (
        log.open("wb") as output,
        subprocess.Popen(
            [sys.executable, "manage.py", "worker"],
            env=databases.environment(urls, "job"),
            cwd=databases.ROOT,
            stdout=output,
            stderr=subprocess.STDOUT,
        ) as worker,
    ):
        try:
            yield worker
        finally:
            worker.kill()


def test_the_worker_seals_the_log_and_stops_when_told(
    job_database: Database, tmp_path: Path
) -> None:
    urls, admin = job_database
    write_event(urls)
    with working(urls, tmp_path / "log") as worker:
        assert eventually(lambda: count(admin, "audit.sealed") == 1, PATIENCE), said(tmp_path)
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(PATIENCE) == 0

    assert count(admin, "procrastinate_jobs where status = 'doing'") == 0
    assert count(admin, "procrastinate_jobs where status = 'failed'") == 0
    assert count(admin, "procrastinate_workers") == 0


@pytest.mark.parametrize("comes_back", [True, False])
def test_a_worker_that_loses_the_database_ends_loudly_or_works_on(
    job_database: Database, tmp_path: Path, comes_back: bool
) -> None:
    urls, admin = job_database
    with working(urls, tmp_path / "log") as worker:
        assert eventually(lambda: listens(admin), PATIENCE), said(tmp_path)
        with away(urls, admin):
            if not comes_back:
                assert eventually(lambda: worker.poll() is not None, PATIENCE)
        write_event(urls)
        assert eventually(
            lambda: worker.poll() is not None or count(admin, "audit.sealed") == 1, PATIENCE
        )
        ended = worker.poll()

    assert ended is None or ended > 0
    if ended:
        assert "error" in said(tmp_path).lower()


@contextmanager
def away(urls: Urls, admin: psycopg.Connection) -> Iterator[None]:
    """No connection of the jobs is kept, and none is accepted."""
    name = sql.Identifier(admin.info.dbname)
    others = "from pg_stat_activity where datname = current_database() and usename = 'portal_job'"
    admin.execute(sql.SQL("revoke connect on database {} from portal_job").format(name))
    try:
        admin.execute(f"select pg_terminate_backend(pid) {others}".encode())
        assert eventually(lambda: count(admin, others.removeprefix("from ")) == 0)
        yield
    finally:
        admin.execute(sql.SQL("grant connect on database {} to portal_job").format(name))


def listens(admin: psycopg.Connection) -> bool:
    """Whether the worker has come as far as waiting for jobs."""
    return (
        count(admin, "pg_stat_activity where query like 'LISTEN%' and usename = 'portal_job'") > 0
    )


def write_event(urls: Urls) -> None:
    with psycopg.connect(urls.login, autocommit=True) as app:
        app.execute("""select audit.record('[{"action": "login", "outcome": "failed"}]')""")


def count(admin: psycopg.Connection, what: str) -> int:
    row = admin.execute(f"select count(*) from {what}").fetchone()
    assert row is not None
    return int(row[0])


def said(place: Path) -> str:
    return (place / "log").read_text(encoding="utf-8")
