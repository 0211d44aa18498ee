"""Z01, Z06: screenings, open and locked."""

from __future__ import annotations

import pytest

from tests.matrix.parts import Recorder, hold
from tests.matrix.town import Siege

pytestmark = pytest.mark.matrix


def test_screening(siege: Siege, record_property: Recorder) -> None:
    hold("screening", siege, record_property)
