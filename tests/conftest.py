"""Every test runs on a real PostgreSQL as the real application role, inside a transaction."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.core.cache import cache
from django.db import connections
from hypothesis import HealthCheck, settings

from stopext.database import Urls
from tests.support import databases
from tests.support import world as worlds

ALIASES = ("default", "cache")
#: The planted town and the browser, for whoever needs them: built once in a test process.
pytest_plugins = ("tests.matrix.fixtures", "tests.browser.fixtures")
#: In this order: a process that starts servers of its own needs neither the migrated template nor
#: the seeded one, so it does not wait while another makes them.
LONG = ("launch", "browser", "matrix")
# How long a property test takes says how busy the machine is, and nothing about the property.
settings.register_profile("portal", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("portal")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that ask for people or a client get the database without saying so each time. The long
    files go first, so that the processes end together."""
    items.sort(key=lambda item: [item.get_closest_marker(name) is None for name in LONG])
    wants = {"world", "client", "db"}
    for item in items:
        if wants & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.django_db(databases=list(ALIASES)))


def pytest_collection_finish() -> None:
    """What is loaded by now stays: looking through it again and again finds no garbage."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.fixture(scope="session")
def portal_database(request: pytest.FixtureRequest) -> Iterator[Urls]:
    """A migrated database of this test process; addresses of the three logins."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    with databases.fresh_database(f"test_{worker}_{os.getpid()}") as urls:
        yield urls


@pytest.fixture(scope="session")
def django_db_setup(portal_database: Urls, django_db_blocker: Any) -> Iterator[None]:
    """Point Django at it as both web logins in one; replaces pytest-django's own set-up."""
    for alias in ALIASES:
        connections[alias].settings_dict.update(
            databases.django_settings(databases.both(portal_database))
        )
    with django_db_blocker.unblock():
        _refuse_a_strong_login()
        yield
        for alias in ALIASES:
            connections[alias].close()


def _refuse_a_strong_login() -> None:
    """A test run with a login that bypasses the wall would prove nothing (D21)."""
    with connections["default"].cursor() as cursor:
        cursor.execute(
            "select session_user, rolsuper or rolbypassrls from pg_roles"
            " where rolname = session_user"
        )
        assert cursor.fetchone() == (databases.BOTH, False)


@pytest.fixture(scope="session")
def committed_world(django_db_setup: None, django_db_blocker: Any) -> worlds.World:
    """Everybody, committed once per test process."""
    with django_db_blocker.unblock():
        return worlds.build()


@pytest.fixture
def world(committed_world: worlds.World, db: None) -> worlds.World:
    """Everybody; what the test does to them is rolled back."""
    cache.clear()
    return committed_world


@pytest.fixture
def superuser(portal_database: Urls) -> Iterator[psycopg.Connection]:
    """A connection that may do everything: to plant rows and to attack."""
    name = portal_database.app.rsplit("/", 1)[-1].partition("?")[0]
    with psycopg.connect(databases.admin_url(name), autocommit=True) as connection:
        yield connection


@pytest.fixture(scope="session")
def belief(portal_database: Urls) -> Iterator[databases.Belief]:
    """Whether the database believes the times that the portal's clock says, as in the demo."""
    with databases.belief(portal_database) as belief:
        yield belief


@pytest.fixture
def believed(belief: databases.Belief) -> Iterator[None]:
    """It does."""
    with belief():
        yield


@pytest.fixture
def past(request: pytest.FixtureRequest) -> None:
    """It does wherever people act: for folders that tell what happened earlier."""
    if "world" in request.fixturenames:
        request.getfixturevalue("believed")


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say how many knocks the access matrix made, by how many tests, and what they cost."""
    reports = [
        report
        for found in terminalreporter.stats.values()
        for report in found
        if isinstance(report, pytest.TestReport)
    ]
    counts: dict[str, int] = {
        report.nodeid: int(str(value))
        for report in reports
        for name, value in report.user_properties
        if name == "cells"
    }
    if counts:
        seconds = sum(report.duration for report in reports if report.nodeid in counts)
        terminalreporter.write_line(
            f"Access matrix: {sum(counts.values())} knocks by {len(counts)} tests"
            f" in {seconds:.0f} s; a leak fails its test."
        )
