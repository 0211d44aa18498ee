"""A draft of the home municipality, who leads the work there, and a hearing of that draft."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from knowledge.hearings import actions
from knowledge.hearings.models import Hearing
from knowledge.plans.models import Goal, Plan
from stopext.access import clock
from stopext.access.roles import Role
from tests.matrix.plans import plan_begun, write
from tests.support.rows import rows_of
from tests.support.world import HOME, Person, World

PLAIN = "Vi mødes hver måned og taler om det, der bekymrer."
CANARY = "Kanariesvar fra en forening"
LINK = re.compile(r"/hoering/[\w-]+/")


@pytest.fixture
def lead(world: World) -> Person:
    """Who leads the work in the home municipality."""
    return world.person(HOME, Role.COORDINATOR)


@pytest.fixture
def leader(world: World) -> Person:
    """The other one who does."""
    return world.person(HOME, Role.LEADER)


@pytest.fixture
def worker(world: World) -> Person:
    """A colleague who reads the plan and does not write it."""
    return world.person(HOME, Role.CASEWORKER)


@pytest.fixture
def draft(lead: Person) -> Plan:
    """A draft with something in each sort of part."""
    with lead.acts():
        plan = plan_begun(lead)
        write(lead, lambda _what: PLAIN, plan)
    return plan


@pytest.fixture
def goal(lead: Person, draft: Plan) -> Any:
    """A goal of the draft."""
    with lead.acts():
        return rows_of(Goal).get(plan=draft)


@dataclass
class Asked:
    """An open hearing, and the link of somebody outside."""

    hearing: Hearing
    link: str
    browser: Client

    def part(self, number: int = 0) -> str:
        """The address at which the guest answers a part."""
        return f"{self.link}{self.hearing.parts[number]['key']}/"

    @property
    def whole(self) -> str:
        """The address at which she answers to all of it."""
        return f"{self.link}{self.hearing.pk}/"

    def says(self, address: str, text: str, version: int = 0) -> Any:
        """What the form of an address answers."""
        return self.browser.post(address, {"text": text, "version": version})


@pytest.fixture
def opened(lead: Person, draft: Plan) -> Hearing:
    """A hearing of the draft."""
    return open_hearing(lead)


def open_hearing(lead: Person) -> Hearing:
    """For ten days from now, by the portal's clock."""
    with lead.acts():
        return actions.open_hearing(
            by=lead.actor,
            title="Høring til prøve",
            letter="Hvad mangler?",
            contact="Bente, 12 34 56 78",
            deadline=clock.today() + timedelta(days=10),
        )


@pytest.fixture
def asked(lead: Person, opened: Hearing, mailoutbox: Any) -> Asked:
    """Somebody outside who was sent a link."""
    return ask(lead, opened, mailoutbox)


def ask(lead: Person, opened: Hearing, mailoutbox: Any) -> Asked:
    """Send the one mail with a link."""
    with lead.acts():
        actions.invite_outside(
            by=lead.actor,
            pk=opened.pk,
            name="Foreningen Broen",
            email="Broen@forening.example",
            absolute=lambda path: f"http://testserver{path}",
        )
    (mail,) = mailoutbox
    found = LINK.search(mail.body)
    assert found
    return Asked(opened, found.group(), Client())
