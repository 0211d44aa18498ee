"""A meeting in the portal takes the place of one that is recorded on the case afterwards."""

from __future__ import annotations

from datetime import timedelta

import pytest

from casework import actions
from casework.models import Case
from casework.queries.facts import met_gates
from casework.rules.codes import DecisionOutcome
from casework.rules.workflow import Gate, State
from stopext.access import clock
from stopext.access.roles import Role
from tests.casework import joint
from tests.casework.actions.test_course import to_analysis
from tests.casework.pages.browsing import text_of, url
from tests.support.world import HOME, HOME_DISTRICT, Person, World

FORM = 'id="sag-formular"'


@pytest.fixture
def lead(world: World) -> Person:
    return world.person(HOME, Role.COORDINATOR)


@pytest.fixture
def police(world: World) -> Person:
    return world.person(HOME_DISTRICT, Role.POLICE_COORDINATOR)


def read(person: Person, name: str, case: Case) -> str:
    """A page of the case as somebody reads it."""
    return text_of(person.browser().get(url(name, case.pk)))


def test_what_was_agreed_in_the_portal_is_not_asked_for_again(lead: Person, police: Person) -> None:
    with clock.at(clock.now() - timedelta(days=8)), lead.acts():
        case = to_analysis(lead)
        joint.shared(lead.actor, case)
        made = joint.planned(lead.actor, case)
    page = read(lead, "meetings", case)
    assert FORM in page
    assert "holdt uden for portalen" in page
    assert url("joint_meetings", case.pk) in page
    joint.approved(lead, police, made)
    page = read(lead, "meetings", case)
    assert FORM not in page
    assert url("joint_minutes", made.pk) in page


def test_decisions_written_after_the_meeting_count_when_the_case_has_moved(
    lead: Person, police: Person
) -> None:
    with clock.at(clock.now() - timedelta(days=8)), lead.acts():
        case = to_analysis(lead)
        joint.shared(lead.actor, case)
        made = joint.planned(lead.actor, case)
    joint.approved(lead, police, made)
    for person in (lead, police):
        with person.acts():
            actions.decide_after_meeting(
                by=person.actor, meeting=made, outcome=DecisionOutcome.START, reason="Hjælp"
            )
    with lead.acts():
        row = Case.objects.for_actor(lead.actor).select_related("subject").get(pk=case.pk)
        moved = actions.change_state(
            by=lead.actor, case=row, version=row.version, target=State.RECOMMENDATION
        )
        assert Gate.OWN_DECISION in met_gates(moved, lead.actor)
    page = read(lead, "decide", case)
    assert FORM in page
    assert url("joint_minutes", made.pk) in page
