"""The publishing tool is closed to all but editors: every address of it, with made-up keys."""

from __future__ import annotations

import pytest

from tests.matrix.doors import KINDS
from tests.matrix.engine import Outcome, knock
from tests.matrix.parts import Recorder
from tests.matrix.paths import made_up_path
from tests.matrix.plan import Question
from tests.matrix.town import Siege
from tests.matrix.urls import TOOL

pytestmark = pytest.mark.matrix
#: One visitor of each kind: its gate asks for the role before it looks at an address.
CLOSED = {
    "anonym": Outcome.LOGIN,
    "uden_faktor": Outcome.LOGIN,
    "uden_rolle": Outcome.LOGIN,
    "indberetter": Outcome.MISSING,
    "leder": Outcome.MISSING,
    "politi_tovholder": Outcome.MISSING,
    "logkontrol": Outcome.MISSING,
    "administrator": Outcome.FORBIDDEN,
}


def test_every_kind_of_visitor_is_among_them() -> None:
    assert all(kind & CLOSED.keys() for kind in KINDS)


def test_publishing(siege: Siege, record_property: Recorder) -> None:
    cells = [
        knock(siege, Question(address.name, method, visitor), path)
        for address in TOOL
        if (path := made_up_path(address.name, address.converters)) is not None
        for visitor in CLOSED
        for method in ("GET", "POST")
    ]
    record_property("cells", len(cells))

    assert [str(cell) for cell in cells if cell.leaks] == []
    assert [str(c) for c in cells if c.outcome is not CLOSED[c.question.visitor]] == []
    assert len(cells) > 1500
