"""The database goes away and comes back: a clear page, and the same server answers again."""

from __future__ import annotations

import http
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from playwright.sync_api import Browser
from psycopg import sql

from stopext.access.roles import Role
from tests.browser.fixtures import visitors
from tests.browser.site import Site, serve
from tests.launch.waiting import eventually
from tests.support import databases


@pytest.fixture(scope="module")
def own_site(chromium: str) -> Iterator[Site]:
    """A server of its own: others go on using theirs."""
    with serve("away") as running:
        yield running


@contextmanager
def away(site: Site) -> Iterator[None]:
    """No connection to the database is kept and none is accepted."""
    name = sql.Identifier(site.database)
    with psycopg.connect(databases.admin_url(), autocommit=True) as admin:
        admin.execute(sql.SQL("alter database {} allow_connections false").format(name))
        try:
            admin.execute(
                "select pg_terminate_backend(pid) from pg_stat_activity where datname = %s",
                [site.database],
            )
            yield
        finally:
            admin.execute(sql.SQL("alter database {} allow_connections true").format(name))


def test_a_clear_page_and_no_restart(own_site: Site, browser: Browser) -> None:
    with visitors(own_site, browser) as new_visitor:
        at = new_visitor()
        at.log_in(851, Role.COORDINATOR)
        at.guard.expected.add(http.HTTPStatus.SERVICE_UNAVAILABLE)
        with away(own_site):
            for path in ("/", "/start/", "/sager/"):
                assert at.open(path) == http.HTTPStatus.SERVICE_UNAVAILABLE, path
                at.says("Portalen er lukket et øjeblik", "ring 112")
        assert eventually(lambda: at.open("/sager/") == http.HTTPStatus.OK)
        at.open("/start/")
        at.says("De næste frister")
