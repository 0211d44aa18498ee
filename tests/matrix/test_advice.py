"""Z01, Z06: advice between municipalities and the centre."""

from __future__ import annotations

import pytest

from tests.matrix.parts import Recorder, hold
from tests.matrix.town import Siege

pytestmark = pytest.mark.matrix


def test_advice(siege: Siege, record_property: Recorder) -> None:
    hold("advice", siege, record_property)
