"""Z01, Z06: the hub."""

from __future__ import annotations

import pytest

from tests.matrix.parts import Recorder, hold
from tests.matrix.town import Siege

pytestmark = pytest.mark.matrix


def test_knowledge(siege: Siege, record_property: Recorder) -> None:
    hold("knowledge", siege, record_property)
