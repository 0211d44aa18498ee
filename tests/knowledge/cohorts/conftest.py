"""An adviser, a member, and a cohort with a milestone of each sort."""

from __future__ import annotations

from datetime import timedelta

import pytest

from knowledge.cohorts import actions
from knowledge.cohorts.models import Cohort
from stopext.access import clock
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
def cohort(adviser: Person) -> Cohort:
    """Of this year, with the home municipality in it."""
    today = clock.today()
    with adviser.acts():
        made = actions.add_cohort(
            by=adviser.actor,
            name="Første hold",
            starts_on=today - timedelta(days=30),
            ends_on=today + timedelta(days=300),
        )
        for text, days, known in (
            ("Kick-off", -9, ""),
            ("Kladden", 30, "draft"),
            ("Vedtagelse", 90, "published"),
        ):
            actions.add_milestone(
                by=adviser.actor,
                cohort=made,
                text=text,
                due_on=today + timedelta(days=days),
                known=known,
            )
        actions.join(by=adviser.actor, cohort=made, municipality_id=HOME, joined_on=made.starts_on)
        return made
