"""Z01, Z06: people, sessions and the log."""

from __future__ import annotations

import pytest

from tests.matrix.parts import Recorder, hold
from tests.matrix.town import Siege

pytestmark = pytest.mark.matrix


def test_accounts(siege: Siege, record_property: Recorder) -> None:
    hold("accounts", siege, record_property)
