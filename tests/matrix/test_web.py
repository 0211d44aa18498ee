"""Z01, Z06: the start page, autosave, and what everybody may read."""

from __future__ import annotations

import pytest

from tests.matrix.parts import Recorder, hold
from tests.matrix.town import Siege

pytestmark = pytest.mark.matrix


def test_web(siege: Siege, record_property: Recorder) -> None:
    hold("web", siege, record_property)
