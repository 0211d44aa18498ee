"""Z01, Z06: the network of a police district."""

from __future__ import annotations

import pytest

from tests.matrix.parts import Recorder, hold
from tests.matrix.town import Siege

pytestmark = pytest.mark.matrix


def test_network(siege: Siege, record_property: Recorder) -> None:
    hold("network", siege, record_property)
