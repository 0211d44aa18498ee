"""Who maps the areas of the home municipality."""

from __future__ import annotations

import pytest

from stopext.access.roles import Role
from tests.support.world import HOME, Person, World


@pytest.fixture
def lead(world: World) -> Person:
    """The coordinator."""
    return world.person(HOME, Role.COORDINATOR)
