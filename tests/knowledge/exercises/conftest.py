"""Who leads exercises at home, and one that is planned."""

from __future__ import annotations

from typing import Any

import pytest

from knowledge.exercises import actions
from knowledge.exercises.models import Exercise, Scenario
from stopext.access import clock
from stopext.access.roles import Role
from tests.support.world import HOME, Person, World


@pytest.fixture
def lead(world: World) -> Person:
    """Who plans and runs exercises."""
    return world.person(HOME, Role.COORDINATOR)


@pytest.fixture
def leader(world: World) -> Person:
    """Who approves cards."""
    return world.person(HOME, Role.LEADER)


@pytest.fixture
def worker(world: World) -> Person:
    """Who takes part."""
    return world.person(HOME, Role.CASEWORKER)


WHEN: dict[str, Any] = {"starts": None, "place": "Mødelokale 2", "participants": ["Skoleleder"]}


def planned(by: Person, **changed: Any) -> Exercise:
    """An exercise of the first scenario, today."""
    with by.acts():
        scenario = Scenario.objects.get(key="manifest")
        said = {**WHEN, "on": clock.today(), **changed}
        return actions.plan_exercise(by=by.actor, scenario=scenario, **said)
