"""Z02, Z03: the tables are complete, and the code's declarations are those written down."""

from __future__ import annotations

from pathlib import Path

import pytest

from stopext.access.declare import Audience, declaration_of
from stopext.access.urlwalk import Address
from tests.matrix.actors import PEOPLE
from tests.matrix.doors import KINDS, ONE_OF_EACH
from tests.matrix.expectations import EXPECTED
from tests.matrix.parts import PARTS
from tests.matrix.plan import count, questions, visitors_of
from tests.matrix.readers import CASE, FINDS, NETWORK, TEXTS, Row, Rows, rows_for
from tests.matrix.urls import OWN
from tests.support.world import FAR, FAR_DISTRICT, HOME, HOME_DISTRICT, NEIGHBOUR

pytestmark = pytest.mark.matrix
#: Whose people may ever stand on a list of a row.
AT_HOME = {HOME, HOME_DISTRICT}
#: A network is shared by a police district and all of its municipalities.
IN_DISTRICT = (NETWORK, FINDS[Rows.POST])
OF_DISTRICT = {
    Row.ASSIGNED: {HOME_DISTRICT, HOME, NEIGHBOUR},
    Row.FOREIGN: {FAR_DISTRICT, FAR},
}


def test_every_address_is_written_down_and_nothing_else() -> None:
    """Z02: a new address without an entry fails."""
    assert sorted({address.name for address in OWN}) == sorted(EXPECTED)


@pytest.mark.parametrize("address", OWN, ids=lambda address: address.name)
def test_the_code_declares_what_is_written_down(address: Address) -> None:
    """Z03."""
    declared = declaration_of(address.view)
    assert declared is not None
    audience = declared.audience
    door = audience.value if isinstance(audience, Audience) else str(audience)

    assert door == EXPECTED[address.name].door.value


def test_every_part_has_its_file() -> None:
    files = {path.stem for path in Path(__file__).parent.glob("test_*.py")}

    assert {f"test_{part}" for part in PARTS} == files - {
        "test_tables",
        "test_publishing",
        "test_walls",
        "test_walls_log",
    }


def test_no_address_is_left_out_and_nothing_is_asked_twice() -> None:
    asked = {name: list(questions(name)) for name in EXPECTED}

    assert {name: len(set(found)) for name, found in asked.items()} == {
        name: count(name) for name in EXPECTED
    }
    for name, found in asked.items():
        assert {question.visitor for question in found} == {*visitors_of(EXPECTED[name])}, name


def test_every_kind_of_visitor_is_among_the_one_of_each() -> None:
    assert all(kind & {*ONE_OF_EACH} for kind in KINDS)


def test_no_list_names_somebody_of_another_authority() -> None:
    """The lists are written by hand: a slip here would open the matrix' eyes to nobody."""
    looked = 0
    for readers in (*FINDS.values(), *(one for lists in TEXTS.values() for one in lists)):
        for row, names in readers.items():
            owners = {NEIGHBOUR} if row is Row.FOREIGN else AT_HOME
            if any(readers is one for one in IN_DISTRICT):
                owners = OF_DISTRICT.get(row, set())
            strangers = {name for name in names if PEOPLE[name][0] not in owners}
            assert strangers <= {"administrator", "raadgiver"}, row
            looked += len(names)

    assert looked > 200


def test_whoever_finds_a_row_is_asked_about_it() -> None:
    """Nobody's own row is among those that are left out for her."""
    for rows, readers in FINDS.items():
        for row, names in readers.items():
            for name in names:
                assert row in rows_for(name, rows), f"{name} {rows} {row}"

    assert Row.MISSING in CASE
