"""Z01, Z06: mappings of areas."""

from __future__ import annotations

import pytest

from tests.matrix.parts import Recorder, hold
from tests.matrix.town import Siege

pytestmark = pytest.mark.matrix


def test_areas(siege: Siege, record_property: Recorder) -> None:
    hold("areas", siege, record_property)
