"""The planted town, once per test process."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.matrix.desks import Desk, desk_of
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


@pytest.fixture
def desk(siege: Siege, request: pytest.FixtureRequest) -> Desk:
    """The form that a test is given, found for the two who may answer it."""
    return desk_of(siege, *request.param)
