"""The planted town, once per test process."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
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


@pytest.fixture(scope="module")
def found(
    town: Town, django_db_blocker: Any, request: pytest.FixtureRequest
) -> Iterator[tuple[Siege, Desk]]:
    """A form, found once for all scripts of a file: to find it costs as much as to answer it."""
    with django_db_blocker.unblock(), besieged(town) as siege:
        yield siege, desk_of(siege, *request.param)


@pytest.fixture
def desk(found: tuple[Siege, Desk], django_db_blocker: Any) -> Iterator[Desk]:
    """The form that a test is given; what is done with it is rolled back."""
    siege, desk = found
    with django_db_blocker.unblock(), siege.rolled_back():
        yield replace(desk, pages={})
