"""Who leads the work in the municipality that asks, and in the one that is asked."""

from __future__ import annotations

import pytest

from knowledge.readiness.models import Assessment
from stopext.access.roles import Role
from tests.matrix.readiness import locked
from tests.support.world import HOME, NEIGHBOUR, Person, World


@pytest.fixture
def lead(world: World) -> Person:
    """Who answers in the home municipality."""
    return world.person(HOME, Role.COORDINATOR)


@pytest.fixture
def neighbour(world: World) -> Person:
    """Who is asked."""
    return world.person(NEIGHBOUR, Role.COORDINATOR)


@pytest.fixture
def done(lead: Person) -> Assessment:
    """A locked self-assessment of the home municipality."""
    return locked(lead, lambda _what: "Det har vi set i vores egne møder.")
