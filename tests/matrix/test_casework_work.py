"""Z01, Z06: what a caseworker does to a case."""

from __future__ import annotations

import pytest

from tests.matrix.expectations import EXPECTED
from tests.matrix.parts import Recorder, hold
from tests.matrix.paths import path_of
from tests.matrix.readers import Row
from tests.matrix.town import Siege

pytestmark = pytest.mark.matrix


def test_casework_work(siege: Siege, record_property: Recorder) -> None:
    hold("casework_work", siege, record_property)


def test_whoever_left_a_draft_finds_it_again(siege: Siege) -> None:
    """Otherwise nobody else could be seen reading it."""
    name = "casework:note_add"
    path = path_of(name, EXPECTED[name], siege.town.planted, Row.ASSIGNED)
    pages = {
        label: siege.visitor(label).browser().get(path).content.decode()
        for label in ("tovholder", "leder")
    }

    assert "KANARIE-assigned-kladde" in pages["tovholder"]
    assert "KANARIE" not in pages["leder"]
