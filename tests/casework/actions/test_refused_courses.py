"""What is refused in a course of several steps, or to somebody, and what is said."""

from __future__ import annotations

from typing import Any

import pytest

from casework import actions
from casework.models import Case, Meeting
from casework.policies import Deed, problem
from casework.rules.codes import (
    Decider,
    DecisionOutcome,
    Knowledge,
    MatchAnswer,
    NoteKind,
)
from casework.rules.workflow import State
from stopext.access import clock
from stopext.access.errors import Invalid, Refused
from stopext.access.roles import Role
from tests.casework.actions.test_course import to_analysis
from tests.casework.actions.test_refusals import TOMORROW, changed_state, hold, note, share
from tests.casework.samples import NO_DANGER, facts, new_case, other_than, person
from tests.support.world import HOME, HOME_DISTRICT, NEIGHBOUR, World


def test_a_meeting_is_held_before_it_recommends_and_not_ahead(world: World) -> None:
    lead = world.person(HOME, Role.COORDINATOR)
    with lead.acts():
        case = to_analysis(lead)
        booked = case.meetings.get()

        def recommend(meeting: Meeting, text: str, cannot_assess: bool = False) -> Meeting:
            return actions.recommend(
                by=lead.actor,
                meeting=meeting,
                version=meeting.version,
                joint_assessment=text,
                recommendation="Mentor",
                cannot_assess=cannot_assess,
            )

        with pytest.raises(Invalid, match="at mødet er holdt"):
            recommend(booked, "Alvorligt")
        with pytest.raises(Invalid, match="ikke være holdt endnu"):
            hold(lead.actor, case, held_on=clock.today() + TOMORROW)
        with pytest.raises(Invalid, match="deltog"):
            hold(lead.actor, case, participants=" ")
        held = hold(lead.actor, case)
        with pytest.raises(Invalid, match="fælles vurdering"):
            recommend(held, "")
        told = recommend(held, "", cannot_assess=True)
        with pytest.raises(Invalid, match="begrundelsen"):
            actions.decide(
                by=lead.actor,
                case=case,
                decider=Decider.MUNICIPALITY,
                outcome=DecisionOutcome.START,
                reason="",
            )
    assert told.cannot_assess


def test_who_may_not_is_told_so(world: World) -> None:
    reporter, officer = (
        world.person(HOME, Role.REPORTER),
        world.person(HOME_DISTRICT, Role.OFFICER),
    )
    lead, leader = world.person(HOME, Role.COORDINATOR), world.person(HOME, Role.LEADER)
    worker = world.person(HOME, Role.CASEWORKER)
    with lead.acts():
        case = new_case(lead.actor)
        written, shared = note(lead.actor, case), share(lead.actor, case)
        actions.add_colleague(by=lead.actor, case=case, membership_id=worker.actor.membership_id)
        with pytest.raises(Refused, match="modtager ikke"):
            actions.receive(by=lead.actor, disclosure=shared, items=[])
        with pytest.raises(Refused, match="indberetter ikke"):
            actions.report_concern(
                by=officer.actor,
                danger=NO_DANGER,
                police_contacted_at=None,
                observed="Set",
                knowledge=Knowledge.FIRST_HAND,
            )
        with pytest.raises(Refused, match="registrerer ikke"):
            actions.search_repeats(by=reporter.actor, person=person())
        with pytest.raises(Refused, match="registrerer ikke"):
            actions.register_concern(by=reporter.actor, person=person(), facts=facts(), answers={})
    with leader.acts(), pytest.raises(Refused, match="Kun den, der har skrevet"):
        actions.correct_note(
            by=leader.actor, note=written, version=0, text="Nej", kind=NoteKind.CALL
        )
    with leader.acts(), pytest.raises(Invalid, match="begrundelsen for at godkende"):
        actions.approve_closing(by=leader.actor, case=case, reason=" ")
    with worker.acts():
        with pytest.raises(Refused, match="trække en deling"):
            actions.withdraw(by=worker.actor, disclosure=shared, reason="Nej")
        with pytest.raises(Refused):
            changed_state(
                worker.actor,
                Case.objects.for_actor(worker.actor).get(pk=case.pk),
                State.ASSESSMENT,
                COORDINATOR=worker.actor.membership_id,
            )


def test_a_withdrawn_package_is_not_opened(world: World) -> None:
    lead, officer = world.person(HOME, Role.COORDINATOR), world.person(HOME_DISTRICT, Role.OFFICER)
    with lead.acts():
        shared = share(lead.actor, new_case(lead.actor))
        actions.withdraw(by=lead.actor, disclosure=shared, reason="Ikke længere nødvendigt")
    with officer.acts(), pytest.raises(Refused, match="udløbet eller trukket"):
        actions.receive(by=officer.actor, disclosure=shared, items=[])


def test_a_reporter_writes_what_she_has_seen(world: World) -> None:
    reporter = world.person(HOME, Role.REPORTER)
    with reporter.acts(), pytest.raises(Invalid, match="set eller hørt"):
        actions.report_concern(
            by=reporter.actor,
            danger=NO_DANGER,
            police_contacted_at=None,
            observed=" ",
            knowledge=Knowledge.FIRST_HAND,
        )


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"name": "Анна"}, "latinske bogstaver"),
        ({"cpr": "123"}, "ti cifre"),
        ({"cpr": "710708-4018", "birth_year": 1950}, "passer ikke"),
    ],
)
def test_a_person_that_cannot_be_is_not_registered(
    world: World, changes: dict[str, Any], said: str
) -> None:
    lead = world.person(HOME, Role.COORDINATOR)
    with lead.acts(), pytest.raises(Invalid, match=said):
        new_case(lead.actor, person(**changes))


def test_a_concern_is_not_received_ahead(world: World) -> None:
    lead = world.person(HOME, Role.COORDINATOR)
    with lead.acts(), pytest.raises(Invalid, match="i fremtiden"):
        new_case(lead.actor, received_at=clock.now() + TOMORROW)


def test_only_one_is_the_same_person_and_joins_the_running_case(world: World) -> None:
    lead = world.person(HOME, Role.COORDINATOR)
    with lead.acts():
        first = new_case(lead.actor)
        hits = actions.search_repeats(by=lead.actor, person=person())
        actions.register_concern(
            by=lead.actor, person=person(), facts=facts(), answers=other_than(hits)
        )
        both = actions.search_repeats(by=lead.actor, person=person())
        with pytest.raises(Invalid, match="kun én"):
            actions.register_concern(
                by=lead.actor,
                person=person(),
                facts=facts(),
                answers={hit.subject_id: MatchAnswer.SAME for hit in both},
            )
        answers = other_than(both) | {first.subject_id: MatchAnswer.SAME}
        joined = actions.register_concern(
            by=lead.actor, person=person(), facts=facts(), answers=answers
        )
    assert joined.pk == first.pk


def test_the_neighbours_case_and_one_with_the_police_are_not_worked_on(world: World) -> None:
    lead = world.person(HOME, Role.COORDINATOR)
    neighbour = world.person(NEIGHBOUR, Role.COORDINATOR)
    with lead.acts():
        case = new_case(lead.actor)
    assert "anden kommune" in str(problem(Deed.WORK, neighbour.actor, case))
    case.state = State.POLICE
    assert "overdraget til politiet" in str(problem(Deed.WORK, lead.actor, case))
    assert problem(Deed.RESTRICT, lead.actor, case) is None


def test_an_unknown_citizen_is_compared_with_nobody(world: World) -> None:
    lead = world.person(HOME, Role.COORDINATOR)
    unknown = person(name="", birth_year=None, description="Ung mand i grøn jakke")
    with lead.acts():
        new_case(lead.actor)
        assert actions.search_repeats(by=lead.actor, person=unknown) == []
        assert new_case(lead.actor, unknown).subject.name == ""
