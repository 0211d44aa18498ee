"""Who asks, who advises, and a question."""

from __future__ import annotations

import pytest

from knowledge.advice import actions
from knowledge.advice.models import Thread
from stopext.access.roles import Role
from tests.knowledge.conftest import CENTRE
from tests.support.world import HOME, Person, World


@pytest.fixture
def lead(world: World) -> Person:
    """Who writes the plan of the home municipality."""
    return world.person(HOME, Role.COORDINATOR)


@pytest.fixture
def adviser(world: World) -> Person:
    """The centre's adviser."""
    return world.person(CENTRE, Role.ADVISER)


@pytest.fixture
def thread(lead: Person) -> Thread:
    """A question that nobody has taken."""
    with lead.acts():
        return actions.ask(by=lead.actor, subject="Om målene", text="Hvor mange mål er nok?")
