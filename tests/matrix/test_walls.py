"""Z04, Z05, Z07: each wall alone is enough, and no request changes a stranger's row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, transaction

from stopext.access.context import enter, leave
from stopext.access.scoping import ScopedQuerySet, opened
from tests.matrix.actors import PEOPLE
from tests.matrix.doors import PASS
from tests.matrix.engine import Cell, Outcome, ask, planted_as
from tests.matrix.expectations import EXPECTED
from tests.matrix.parts import Recorder
from tests.matrix.paths import path_of
from tests.matrix.plan import Question
from tests.matrix.readers import FINDS, HOME_PEOPLE, Row, Rows, readers_of, rows_for
from tests.matrix.town import Siege, Town, besieged, without_row_security
from tests.support.world import NEIGHBOUR, Person

pytestmark = pytest.mark.matrix
WITH_ROWS = [name for name, expected in EXPECTED.items() if expected.has_rows]
LISTS = [
    name
    for name, expected in EXPECTED.items()
    if expected.rows is Rows.NONE and "GET" in expected.takes
]
#: Inside an authority the database holds restricted cases; who is on which other case is the
#: application's question alone.
RESTRICTED = (Row.LISTED, Row.UNLISTED, Row.STRUCK)
DRAFT = "kladde"


def _everything(self: ScopedQuerySet, _actor: object) -> ScopedQuerySet:
    """``for_actor`` as if its author had forgotten every filter."""
    return opened(self)


def _questions() -> Iterator[Question]:
    """Everybody who passes a door asks for every list, and for every row she must not find. What
    is sent is looked up as what is asked for, so of the rows she is not to change one is enough."""
    for name in LISTS:
        for visitor in _inside(name):
            yield Question(name, "GET", visitor)
    for name in WITH_ROWS:
        for visitor in _inside(name):
            for method in EXPECTED[name].takes:
                rows = list(_not_hers(name, visitor))
                for row in rows if method == "GET" else rows[:1]:
                    yield Question(name, method, visitor, row)


def _not_hers(name: str, visitor: str) -> Iterator[Row]:
    rows = EXPECTED[name].rows
    for row in rows_for(visitor, rows):
        if row is not Row.MISSING and visitor not in FINDS[rows][row]:
            yield row


def _inside(name: str) -> list[str]:
    return [visitor for visitor in PEOPLE if visitor in PASS[EXPECTED[name].door]]


def _leaking(cells: list[Cell]) -> list[str]:
    return [str(cell) for cell in cells if cell.leaks]


def test_the_application_wall_alone_leaks_nothing(
    town: Town, django_db_blocker: Any, record_property: Recorder
) -> None:
    """Z04: row-level security switched off on every table."""
    with (
        django_db_blocker.unblock(),
        without_row_security(town) as switched_off,
        besieged(town) as siege,
    ):
        cells = [ask(siege, question) for question in _questions()]

    record_property("cells", len(cells))
    assert switched_off > 50
    assert _leaking(cells) == []
    assert [str(cell) for cell in cells if cell.outcome is Outcome.BROKEN] == []
    assert sum(cell.outcome is Outcome.OPEN for cell in cells) > 100


@pytest.fixture(scope="module")
def unfiltered(town: Town, django_db_blocker: Any) -> list[Cell]:
    """What is answered when every filter of the application is forgotten."""
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock():
        patch.setattr(ScopedQuerySet, "for_actor", _everything)
        with besieged(town) as siege:
            return [ask(siege, question) for question in _questions()]


def test_the_database_wall_alone_leaks_nothing_to_another_authority(
    town: Town, unfiltered: list[Cell], record_property: Recorder
) -> None:
    """Z05: nothing of another authority, and nobody else's unsent words."""
    record_property("cells", len(unfiltered))
    numbers = town.planted.numbers

    assert [
        f"{cell.question}: {text}"
        for cell in unfiltered
        for text in sorted(cell.leaks)
        if _is_foreign(cell.question.visitor, text, numbers)
    ] == []
    assert sum(cell.outcome is Outcome.OPEN for cell in unfiltered) > 500


@pytest.mark.parametrize("part", ["casework", "screening"])
def test_the_database_wall_alone_holds_a_restricted_case(unfiltered: list[Cell], part: str) -> None:
    """Inside the authority: a restricted case, for everybody who is not on its list."""
    rows = [
        cell
        for cell in unfiltered
        if _at_home(cell)
        and cell.question.row in RESTRICTED
        and cell.question.address.startswith(part)
    ]

    assert len(rows) > 50
    assert _leaking(rows) == []


def _at_home(cell: Cell) -> bool:
    return cell.question.visitor in HOME_PEOPLE


def _is_foreign(visitor: str, text: str, numbers: dict[str, Row]) -> bool:
    """Whether nobody of the visitor's authority may read the text; a draft is its writer's."""
    planted = planted_as(text, numbers)
    if planted is None or planted[1] == DRAFT:
        return True
    return PEOPLE[visitor][0] not in {PEOPLE[name][0] for name in readers_of(*planted)}


@pytest.mark.parametrize(
    ("visitor", "row"),
    [
        ("nabo_tovholder", Row.ASSIGNED),
        ("sagsbehandler", Row.OTHER),
        ("leder", Row.LISTED),
        ("tovholder", Row.UNLISTED),
    ],
)
def test_the_matrix_sees_a_leak_when_both_walls_are_down(
    town: Town, django_db_blocker: Any, monkeypatch: pytest.MonkeyPatch, visitor: str, row: Row
) -> None:
    """The negative control: without it the tests above would prove nothing."""
    with django_db_blocker.unblock(), without_row_security(town), besieged(town) as siege:
        monkeypatch.setattr(ScopedQuerySet, "for_actor", _everything)
        cell = ask(siege, Question("casework:case", "GET", visitor, row))

    assert {text.split("-")[1] for text in cell.leaks if text.startswith("KANARIE")} == {row}


def test_no_request_changes_a_neighbours_row(siege: Siege) -> None:
    """Z07: a digest of everything the neighbour owns is the same after every attempt."""
    neighbour = siege.town.crowd["nabo_tovholder"]
    attempts, before = 0, _digest(neighbour)
    for name in WITH_ROWS:
        expected = EXPECTED[name]
        if Row.FOREIGN not in FINDS[expected.rows] or "POST" not in expected.takes:
            continue
        path = path_of(name, expected, siege.town.planted, Row.FOREIGN)
        for visitor in _inside(name):
            if PEOPLE[visitor][0] == NEIGHBOUR or visitor == "administrator":
                continue
            browser = siege.visitor(visitor).browser()
            with transaction.atomic():
                browser.post(path, {"version": "1", "reason": "x" * 30})
                assert _digest(neighbour) == before, f"{visitor} changed a row by {name}"
                transaction.set_rollback(True)
            attempts += 1

    assert before[0] > 10
    assert attempts > 150


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
            "casework_report",
            "screening_screening",
            "screening_rating",
            "accounts_membership",
        )
    )
)
