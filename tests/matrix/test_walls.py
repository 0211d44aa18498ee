"""Z04, Z05, Z07: each wall alone is enough, and no request changes a stranger's row."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from django.db import connection, connections, transaction
from psycopg import sql

from stopext.access.context import enter, leave
from stopext.access.roles import Role
from stopext.access.scoping import ScopedQuerySet, opened
from stopext.database import Urls
from tests.conftest import ALIASES
from tests.matrix import planting
from tests.matrix.actors import Visitor, everybody
from tests.matrix.engine import Cell, Outcome, knock
from tests.matrix.expectations import EXPECTED, Rows
from tests.matrix.paths import path_of
from tests.matrix.planting import FOREIGN, OWN, REVOKED, SHARED, Keys
from tests.support import databases
from tests.support import world as worlds
from tests.support.logged import Look, unlogged
from tests.support.world import NEIGHBOUR, Person, World

pytestmark = pytest.mark.matrix
WITH_ROWS = {
    name: expected
    for name, expected in EXPECTED.items()
    if expected.rows not in {Rows.NONE, Rows.STATIC}
}
LISTS = {name: expected for name, expected in EXPECTED.items() if expected.rows is Rows.NONE}

Recorder = Callable[[str, object], None]
#: Pages that show the copies in a disclosure, not the rows they were taken from.
SHEETS = {"casework:shared", "casework:withdraw", "casework:disclosure", "casework:receive"}


def _everything(self: ScopedQuerySet, _actor: object) -> ScopedQuerySet:
    """``for_actor`` as if its author had forgotten every filter."""
    return opened(self)


def _siege(visitors: list[Visitor], rows: dict[str, Keys]) -> list[Cell]:
    """Everybody with a role opens every list, and every row with both methods that reach a view."""
    inside = [visitor for visitor in visitors if visitor.actor is not None]
    cells = [
        knock(visitor, "GET", path_of(name, expected, {}), name, "-")[0]
        for name, expected in LISTS.items()
        for visitor in inside
    ]
    for name, expected in WITH_ROWS.items():
        for row in (SHARED, REVOKED, FOREIGN):
            url = path_of(name, expected, rows[row])
            cells += [
                knock(visitor, method, url, name, row)[0]
                for visitor in inside
                for method in ("GET", "POST")
            ]
    return cells


def _leaks(cells: list[Cell]) -> list[str]:
    return [f"{cell}: {sorted(cell.leaks)[:2]}" for cell in cells if cell.leaks]


def test_the_application_wall_alone_leaks_nothing(
    django_db_setup: None, django_db_blocker: Any, record_property: Recorder
) -> None:
    """Z04: row-level security switched off on every table."""
    with django_db_blocker.unblock(), _without_row_security() as switched_off:
        world = worlds.build()
        cells = _siege(everybody(world), planting.plant(world))

    record_property("cells", len(cells))
    assert switched_off > 50
    assert _leaks(cells) == []
    assert sum(cell.outcome is Outcome.OPEN for cell in cells) > 500
    assert [str(cell) for cell in cells if cell.outcome is Outcome.BROKEN] == []


def test_the_database_wall_alone_leaks_nothing(
    visitors: list[Visitor],
    rows: dict[str, Keys],
    monkeypatch: pytest.MonkeyPatch,
    record_property: Recorder,
) -> None:
    """Z05: every filter of the application forgotten."""
    monkeypatch.setattr(ScopedQuerySet, "for_actor", _everything)
    cells = _siege(visitors, rows)
    record_property("cells", len(cells))

    assert _leaks(cells) == []
    assert sum(cell.outcome is Outcome.OPEN for cell in cells) > 500


def test_the_matrix_sees_a_leak_when_both_walls_are_down(
    django_db_setup: None, django_db_blocker: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control: without it the two tests above would prove nothing."""

    with django_db_blocker.unblock(), _without_row_security():
        world = worlds.build()
        rows = planting.plant(world)
        stranger = next(v for v in everybody(world) if v.label == "nabo_tovholder")
        monkeypatch.setattr(ScopedQuerySet, "for_actor", _everything)
        url = path_of("casework:case", EXPECTED["casework:case"], rows[OWN])
        cell, _answer = knock(stranger, "GET", url, "casework:case", OWN)

    assert cell.leaks


def test_no_page_shows_a_row_that_the_log_does_not_name(
    django_db_setup: None, django_db_blocker: Any
) -> None:
    """L01, on committed requests: every text on a page has its row in the log."""
    shown = 0
    with django_db_blocker.unblock(), _database_of_its_own() as admin:
        world = worlds.build()
        case = planting.plant_one(world)
        inside = [visitor for visitor in everybody(world) if visitor.actor is not None]
        for name, expected in WITH_ROWS.items():
            if expected.rows in {Rows.MEMBER, Rows.REPORT, Rows.WAITING}:
                continue
            url = path_of(name, expected, case.keys)
            planted = case.copies if name in SHEETS else case.rows
            for visitor in inside:
                look = Look.begin(admin)
                answer = visitor.browser().get(url)
                assert unlogged(answer, planted, look) == [], f"{name} as {visitor.label}"
                shown += any(text.encode() in answer.content for text in planted)

    assert shown > 10


def test_no_request_changes_a_neighbours_row(
    world: World, visitors: list[Visitor], rows: dict[str, Keys]
) -> None:
    """Z07: a digest of everything the neighbour owns is the same after every attempt."""
    neighbour = world.person(NEIGHBOUR, Role.COORDINATOR)
    strangers = [
        visitor
        for visitor in visitors
        if visitor.actor is not None and visitor.actor.authority_id != NEIGHBOUR
    ]
    attempts = 0
    before = _digest(neighbour)
    for name, expected in WITH_ROWS.items():
        url = path_of(name, expected, rows[FOREIGN])
        for visitor in strangers:
            if visitor.label == "administrator":
                continue
            with transaction.atomic():
                visitor.browser().post(url, {"version": "1", "reason": "x" * 30})
                assert _digest(neighbour) == before, f"{visitor.label} changed a row by {name}"
                transaction.set_rollback(True)
            attempts += 1

    assert before[0] > 10
    assert attempts > 500


def _digest(owner: Person) -> tuple[int, str]:
    """How many rows the municipality owns, and a hash over all of them."""
    enter(owner.token, owner.actor)
    try:
        with connection.cursor() as cursor:
            cursor.execute(_DIGEST)
            count, digest = cursor.fetchone()
            return int(count), str(digest)
    finally:
        leave()


_DIGEST = "select count(*), md5(string_agg(t, '|' order by t)) from ({}) rows".format(
    " union all ".join(
        f"select x::text as t from {table} x"
        for table in (
            "casework_case",
            "casework_concern",
            "casework_note",
            "casework_measure",
            "casework_subject",
            "casework_caseassignment",
            "casework_informationrequest",
            "casework_disclosure",
            "screening_screening",
            "screening_rating",
            "accounts_membership",
        )
    )
)


@contextmanager
def _without_row_security() -> Iterator[int]:
    """A database of its own in which no table has row-level security; answers how many had."""
    with _database_of_its_own() as admin:
        walled = admin.execute(
            "select oid::regclass::text from pg_class where relrowsecurity and relkind = 'r'"
            " and relnamespace in ('public'::regnamespace, 'audit'::regnamespace)"
        ).fetchall()
        for (table,) in walled:
            off = sql.SQL("alter table {} disable row level security")
            admin.execute(off.format(sql.SQL(table)))
        yield len(walled)


@contextmanager
def _database_of_its_own() -> Iterator[psycopg.Connection]:
    """A database where requests commit, dropped afterwards; answers a superuser's connection."""
    name = f"matrix_{os.getpid()}"
    with (
        databases.fresh_database(name) as urls,
        _pointed_at(urls),
        psycopg.connect(databases.admin_url(name), autocommit=True) as admin,
    ):
        yield admin


@contextmanager
def _pointed_at(urls: Urls) -> Iterator[None]:
    """Let Django use another database for a while."""
    usual = {alias: dict(connections[alias].settings_dict) for alias in ALIASES}
    for alias in ALIASES:
        connections[alias].close()
        connections[alias].settings_dict.update(databases.django_settings(databases.both(urls)))
    try:
        yield
    finally:
        for alias in ALIASES:
            connections[alias].close()
            connections[alias].settings_dict.update(usual[alias])
