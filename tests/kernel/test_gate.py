"""The gate in front of every view."""

from __future__ import annotations

import pytest
from django.test import Client

from stopext.access.roles import Role
from tests.support.world import HOME, World


def test_anonymous_is_sent_to_log_in(client: Client) -> None:
    answer = client.get("/redaktion/")

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/konto/login/?next=%2Fredaktion%2F")


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.LEADER])
def test_publishing_does_not_exist_for_a_municipality(world: World, role: Role) -> None:
    answer = world.person(HOME, role).browser().get("/redaktion/")

    assert answer.status_code == 404
