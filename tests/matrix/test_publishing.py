"""The publishing tool is closed to all but editors: every address of it, with made-up keys."""

from __future__ import annotations

import pytest

from tests.matrix.doors import ONE_OF_EACH
from tests.matrix.engine import Cell, Outcome, knock
from tests.matrix.parts import Recorder
from tests.matrix.paths import made_up_path
from tests.matrix.plan import Question
from tests.matrix.town import Siege
from tests.matrix.urls import TOOL

pytestmark = pytest.mark.matrix
#: Its gate asks for the role before it looks at address or method.
CLOSED = {
    "anonym": Outcome.LOGIN,
    "indberetter": Outcome.MISSING,
    "leder": Outcome.MISSING,
    "politi_tovholder": Outcome.MISSING,
    "logkontrol": Outcome.MISSING,
    "administrator": Outcome.FORBIDDEN,
}
#: Without a role nobody is let in anywhere: the gate before this one.
HALF_WAY = {"uden_faktor", "uden_rolle"}
#: Nearest to the door, and so asked by the other method too.
NEAREST = "administrator"


def test_one_of_each_kind_knocks() -> None:
    assert {*CLOSED, *HALF_WAY} == {*ONE_OF_EACH}


def test_publishing(siege: Siege, record_property: Recorder) -> None:
    paths = {address.name: made_up_path(address.name, address.converters) for address in TOOL}
    knocks = [*((visitor, "GET") for visitor in CLOSED), (NEAREST, "POST")]
    cells: list[Cell] = [
        knock(siege, Question(name, method, visitor), path)
        for name, path in paths.items()
        if path is not None
        for visitor, method in knocks
    ]
    record_property("cells", len(cells))

    assert [str(cell) for cell in cells if cell.leaks] == []
    assert [str(c) for c in cells if c.outcome is not CLOSED[c.question.visitor]] == []
    assert len(cells) > 1000
