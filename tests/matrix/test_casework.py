"""Z01, Z06: cases, reports and deliveries, read."""

from __future__ import annotations

import pytest

from tests.matrix.parts import Recorder, hold
from tests.matrix.town import Siege

pytestmark = pytest.mark.matrix


def test_casework(siege: Siege, record_property: Recorder) -> None:
    hold("casework", siege, record_property)
