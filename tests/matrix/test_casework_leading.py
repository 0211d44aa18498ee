"""Z01, Z06: what a coordinator or leader does to a case."""

from __future__ import annotations

import pytest

from tests.matrix.parts import Recorder, hold
from tests.matrix.town import Siege

pytestmark = pytest.mark.matrix


def test_casework_leading(siege: Siege, record_property: Recorder) -> None:
    hold("casework_leading", siege, record_property)
