"""A meeting in the portal takes the place of one that is recorded on the case afterwards."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from casework import actions
from casework.models import Case
from casework.queries.facts import may_decide, met_gates
from casework.rules.codes import DecisionOutcome
from casework.rules.workflow import Field, Gate, State
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


def moved(person: Person, case: Case, target: State, values: dict[Field, Any]) -> Case:
    """The case in its next state."""
    row = Case.objects.for_actor(person.actor).select_related("subject").get(pk=case.pk)
    return actions.change_state(
        by=person.actor, case=row, version=row.version, target=target, values=values
    )


def outside(person: Person, case: Case) -> None:
    """A meeting that was held outside the portal, with its recommendation."""
    by = person.actor
    row = Case.objects.for_actor(by).get(pk=case.pk)
    held = actions.hold_meeting(
        by=by, case=row, held_on=clock.today(), participants="Alle", shared="Alt"
    )
    actions.recommend(
        by=by,
        meeting=held,
        version=held.version,
        joint_assessment="Samlet",
        recommendation="Mentor",
    )


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
    for name, asks in (("meetings", False), ("decide", True)):
        page = read(lead, name, case)
        assert (FORM in page) is asks
        assert url("joint_minutes", made.pk) in page


def test_what_was_agreed_before_the_analysis_was_called_is_not_its_recommendation(
    lead: Person, police: Person
) -> None:
    with clock.at(clock.now() - timedelta(days=30)), lead.acts():
        case = to_analysis(lead)
        joint.shared(lead.actor, case, days=90)
        made = joint.planned(lead.actor, case)
    with clock.at(clock.now() - timedelta(days=20)):
        joint.approved(lead, police, made)
    with clock.at(clock.now() - timedelta(days=2)), lead.acts():
        moved(lead, case, State.RECOMMENDATION, {})
        moved(lead, case, State.ANALYSIS, {Field.REASON: "Nyt", Field.MEETING_ON: clock.today()})
        assert not may_decide(lead.actor, case)
        outside(lead, case)
        moved(lead, case, State.RECOMMENDATION, {})
    page = read(lead, "decide", case)
    assert FORM in page
    assert url("joint_minutes", made.pk) not in page


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
        row = moved(lead, case, State.RECOMMENDATION, {})
        assert Gate.OWN_DECISION in met_gates(row, lead.actor)
    page = read(lead, "decide", case)
    assert FORM in page
    assert url("joint_minutes", made.pk) in page


def test_what_was_agreed_counts_also_when_the_case_has_rested(lead: Person, police: Person) -> None:
    with clock.at(clock.now() - timedelta(days=8)), lead.acts():
        case = to_analysis(lead)
        joint.shared(lead.actor, case)
        made = joint.planned(lead.actor, case)
    joint.approved(lead, police, made)
    with lead.acts():
        row = Case.objects.for_actor(lead.actor).select_related("subject").get(pk=case.pk)
        until = clock.today() + timedelta(days=20)
        row = actions.pause(by=lead.actor, case=row, version=row.version, until=until, reason="Ro")
        row = actions.resume(by=lead.actor, case=row, version=row.version)
        assert {Gate.MEETING_HELD, Gate.JOINT_TEXT} <= met_gates(row, lead.actor)
    assert url("joint_minutes", made.pk) in read(lead, "meetings", case)
