"""What is new to a person, and how often she gets mail about it."""

from __future__ import annotations

import pytest

from tests.matrix.parts import Recorder, hold
from tests.matrix.town import Siege

pytestmark = pytest.mark.matrix


def test_notifications(siege: Siege, record_property: Recorder) -> None:
    hold("notifications", siege, record_property)
