"""Databases of their own: one to be attacked, one in which transactions really commit."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.core.cache import cache
from django.db import connections

from stopext.audit.sealing import seal_pending
from stopext.database import Urls
from tests.kernel import siege as sieges
from tests.kernel import tampering
from tests.support import databases
from tests.support import world as worlds

CELLS = sieges.Counter()
ALIASES = ("default", "cache")


def _name(kind: str) -> str:
    return f"{kind}_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{os.getpid()}"


@pytest.fixture(scope="session")
def siege(portal_database: Urls) -> Iterator[sieges.Siege]:
    """A planted copy; see :mod:`tests.kernel.siege`."""
    with sieges.laid(_name("siege")) as laid:
        yield laid


@pytest.fixture(scope="session")
def count_cells() -> sieges.Counter:
    """Counts cells; the sum is printed at the end of the run."""
    return CELLS


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """How many attacks on the wall were tried."""
    if CELLS.total:
        terminalreporter.write_line(f"attacks on the wall: {CELLS.total} cells")


@pytest.fixture(scope="session")
def scratch_urls(portal_database: Urls) -> Iterator[Urls]:
    """A database in which tests commit; thrown away at the end of the run."""
    name = _name("scratch")
    with databases.fresh_database(name) as urls:
        with psycopg.connect(databases.admin_url(name), autocommit=True) as admin:
            # What the faulty views write: a table that every role may fill.
            admin.execute("create table effect (at timestamptz not null default now())")
            admin.execute("grant insert on effect to public")
        yield urls


@pytest.fixture(scope="session")
def scratch_world(
    django_db_setup: None, scratch_urls: Urls, django_db_blocker: Any
) -> worlds.World:
    """Everybody, committed in the scratch database."""
    with django_db_blocker.unblock():
        return _with_login(databases.both(scratch_urls), worlds.build)


@pytest.fixture
def scratch(
    scratch_world: worlds.World, scratch_urls: Urls, django_db_blocker: Any
) -> Iterator[worlds.World]:
    """Django works in the scratch database, without a transaction around the test."""
    with django_db_blocker.unblock():
        before = {alias: dict(connections[alias].settings_dict) for alias in ALIASES}
        _point_at(databases.both(scratch_urls))
        cache.clear()
        try:
            yield scratch_world
        finally:
            for alias in ALIASES:
                connections[alias].close()
                connections[alias].settings_dict.update(before[alias])


@pytest.fixture
def scratch_superuser(scratch_urls: Urls) -> Iterator[psycopg.Connection]:
    """Sees and may do everything in the scratch database."""
    name = scratch_urls.app.rsplit("/", 1)[-1].partition("?")[0]
    with psycopg.connect(databases.admin_url(name), autocommit=True) as connection:
        yield connection


@pytest.fixture(scope="module")
def sealed_log(portal_database: object, django_db_blocker: Any) -> Iterator[tuple[Urls, str]]:
    """A database with three sealed batches; its log is kept aside to be put back."""
    name = f"log_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{os.getpid()}"
    with databases.fresh_database(name) as urls:
        with django_db_blocker.unblock(), tampering.logged_in(urls.job):
            for _ in range(tampering.BATCHES):
                tampering.write(tampering.EVENTS)
                assert seal_pending() == len(tampering.EVENTS)
        with psycopg.connect(databases.admin_url(name), autocommit=True) as admin:
            admin.execute("create schema kept")
            for table in tampering.TABLES:
                admin.execute(f"create table kept.{table} as table audit.{table}".encode())
        yield urls, name


@pytest.fixture
def log(
    sealed_log: tuple[Urls, str], django_db_blocker: Any, tmp_path: Path
) -> Iterator[tampering.Log]:
    urls, name = sealed_log
    with (
        psycopg.connect(databases.admin_url(name), autocommit=True) as admin,
        django_db_blocker.unblock(),
        tampering.logged_in(urls.job),
    ):
        admin.execute("set session_replication_role = replica")
        admin.execute("truncate audit.event, audit.seal, audit.sealed, audit.pending")
        for table in tampering.TABLES:
            admin.execute(
                f"insert into audit.{table} overriding system value table kept.{table}".encode()
            )
        admin.execute("alter table audit.event alter id restart with 16")
        made = tampering.Log(admin, tmp_path)
        made.command("export_heads", "--out", str(made.heads))
        yield made


def _point_at(url: str) -> None:
    for alias in ALIASES:
        connections[alias].close()
        connections[alias].settings_dict.update(databases.django_settings(url))


def _with_login(url: str, run: Callable[[], worlds.World]) -> worlds.World:
    before = {alias: dict(connections[alias].settings_dict) for alias in ALIASES}
    _point_at(url)
    try:
        return run()
    finally:
        for alias in ALIASES:
            connections[alias].close()
            connections[alias].settings_dict.update(before[alias])
