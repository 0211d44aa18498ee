"""What several laws look at, read once in a test process."""

from __future__ import annotations

from typing import Any

import pytest

from tests.laws.pages import Shown, every_page, every_state
from tests.matrix.town import Town, besieged


@pytest.fixture(autouse=True)
def told_later(past: None) -> None:
    """What the laws look at has a past, which the portal's clock says in a test."""


@pytest.fixture(scope="session")
def pages(town: Town, django_db_blocker: Any) -> list[Shown]:
    """Every page of the portal in every state, as one who may read it."""
    with django_db_blocker.unblock(), besieged(town) as siege:
        return [*every_page(siege), *every_state(siege)]
