"""The planted town, once per test process."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.matrix.town import Siege, Town, besieged, built


@pytest.fixture(scope="session")
def town(django_db_setup: None, django_db_blocker: Any) -> Iterator[Town]:
    """Everybody and everything."""
    with django_db_blocker.unblock(), built() as town:
        yield town


@pytest.fixture
def siege(town: Town, django_db_blocker: Any) -> Iterator[Siege]:
    """Everybody before the doors of the town."""
    with django_db_blocker.unblock(), besieged(town) as siege:
        yield siege
