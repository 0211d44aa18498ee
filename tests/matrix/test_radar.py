"""Z01, Z06: the radar."""

from __future__ import annotations

import pytest

from tests.matrix.parts import Recorder, hold
from tests.matrix.town import Siege

pytestmark = pytest.mark.matrix


def test_radar(siege: Siege, record_property: Recorder) -> None:
    hold("radar", siege, record_property)
