"""Z01, Z06: self-assessments and reviews."""

from __future__ import annotations

import pytest

from tests.matrix.parts import Recorder, hold
from tests.matrix.town import Siege

pytestmark = pytest.mark.matrix


def test_readiness(siege: Siege, record_property: Recorder) -> None:
    hold("readiness", siege, record_property)
