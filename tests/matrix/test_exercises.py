"""Exercises and action cards."""

from __future__ import annotations

import pytest

from tests.matrix.parts import Recorder, hold
from tests.matrix.town import Siege

pytestmark = pytest.mark.matrix


def test_exercises(siege: Siege, record_property: Recorder) -> None:
    hold("exercises", siege, record_property)
