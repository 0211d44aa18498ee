"""The greeting follows the Danish time of day."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from stopext.access import clock
from stopext.access.roles import Role
from tests.support.world import HOME, World


@pytest.mark.parametrize(
    ("moment", "greeting"),
    [
        (datetime(2026, 11, 26, 3, 59, tzinfo=UTC), "Godaften"),  # 4.59 in winter
        (datetime(2026, 11, 26, 4, 0, tzinfo=UTC), "God morgen"),  # 5.00
        (datetime(2026, 11, 26, 9, 0, tzinfo=UTC), "Goddag"),  # 10.00
        (datetime(2026, 7, 1, 7, 59, tzinfo=UTC), "God morgen"),  # 9.59 in summer
        (datetime(2026, 7, 1, 8, 0, tzinfo=UTC), "Goddag"),  # 10.00
        (datetime(2026, 7, 1, 16, 0, tzinfo=UTC), "Godaften"),  # 18.00
        (datetime(2026, 3, 29, 1, 0, tzinfo=UTC), "Godaften"),  # 3.00, just after the change
    ],
)
def test_the_greeting_follows_the_danish_time_of_day(
    world: World, moment: datetime, greeting: str
) -> None:
    browser = world.person(HOME, Role.LOG_REVIEWER).browser()
    with clock.at(moment):
        page = browser.get(reverse("web:start")).content.decode()
    assert f"{greeting}, Navnekanarie</h1>" in page
