"""Z01, Z06: cohorts of municipalities."""

from __future__ import annotations

import pytest

from tests.matrix.parts import Recorder, hold
from tests.matrix.town import Siege

pytestmark = pytest.mark.matrix


def test_cohorts(siege: Siege, record_property: Recorder) -> None:
    hold("cohorts", siege, record_property)
