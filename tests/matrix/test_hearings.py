"""Comments on plans, hearings, and the pages of who is asked."""

from __future__ import annotations

import pytest

from tests.matrix.parts import Recorder, hold
from tests.matrix.town import Siege

pytestmark = pytest.mark.matrix


def test_hearings(siege: Siege, record_property: Recorder) -> None:
    hold("hearings", siege, record_property)
