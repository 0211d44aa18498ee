"""Z01, Z06: what a caseworker does to a case."""

from __future__ import annotations

import pytest

from tests.matrix.parts import Recorder, hold
from tests.matrix.town import Siege

pytestmark = pytest.mark.matrix


def test_casework_work(siege: Siege, record_property: Recorder) -> None:
    hold("casework_work", siege, record_property)
