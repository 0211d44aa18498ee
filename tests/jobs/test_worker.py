"""The worker as it runs beside the server: a process of its own, as ``portal_job``."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from stopext.database import Urls
from tests.support import databases

PATIENCE = 75.0
"""Seconds: the log is sealed once a minute."""


@pytest.fixture
def job_database() -> Iterator[tuple[Urls, psycopg.Connection]]:
    """A migrated database where jobs commit, and a superuser's connection to it."""
    name = f"jobs_{os.getpid()}"
    with (
        databases.fresh_database(name) as urls,
        psycopg.connect(databases.admin_url(name), autocommit=True) as admin,
    ):
        yield urls, admin


def test_the_worker_seals_the_log_and_stops_when_told(
    job_database: tuple[Urls, psycopg.Connection], tmp_path: Path
) -> None:
    urls, admin = job_database
    with psycopg.connect(urls.login, autocommit=True) as app:
        app.execute("""select audit.record('[{"action": "login", "outcome": "failed"}]')""")
    with (tmp_path / "worker.log").open("wb") as output:
        worker = subprocess.Popen(
            [sys.executable, "manage.py", "worker"],
            env=databases.environment(urls, "job"),
            cwd=databases.ROOT,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            sealed = _wait(lambda: _count(admin, "audit.sealed") == 1)
        finally:
            worker.send_signal(signal.SIGTERM)
            code = worker.wait(timeout=30)

    assert sealed, (tmp_path / "worker.log").read_text(encoding="utf-8")[-2000:]
    assert code == 0
    assert _count(admin, "procrastinate_jobs where status = 'doing'") == 0
    assert _count(admin, "procrastinate_jobs where status = 'failed'") == 0


def _count(admin: psycopg.Connection, what: str) -> int:
    row = admin.execute(f"select count(*) from {what}").fetchone()
    assert row is not None
    return int(row[0])


def _wait(done: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if done():
            return True
        time.sleep(0.5)
    return False
