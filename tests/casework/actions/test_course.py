"""One course of concern from the first call to the closed case, through the real actions."""

from __future__ import annotations

from datetime import timedelta

import pytest

from casework import actions
from casework.models import Case, Disclosure, DisclosureItem, Receipt, StateChange
from casework.queries.shareable import shareable_items
from casework.rules.clocks import AFTERCARE_FIRST
from casework.rules.closing import ClosingError, FindingKey
from casework.rules.codes import (
    ClosureReason,
    Decider,
    DecisionOutcome,
    MeasureStatus,
    MeasureType,
    NoteKind,
    Outcome,
    PoliceCheck,
    ReviewDecision,
    TriageOutcome,
    Tristate,
)
from casework.rules.legal import LegalBasis
from casework.rules.workflow import Field, State
from stopext.access import clock
from stopext.access.errors import Conflict, Invalid, Refused
from stopext.access.roles import Role
from tests.casework.samples import new_case
from tests.support.world import FAR_DISTRICT, HOME, HOME_DISTRICT, NEIGHBOUR, Person, World

REASON = "Skolen har set flere tegn over tid."


def to_analysis(person: Person) -> Case:
    """A case that has come to its analysis meeting."""
    by = person.actor
    case = new_case(by)
    case = actions.change_state(
        by=by,
        case=case,
        version=case.version,
        target=State.ASSESSMENT,
        values={Field.COORDINATOR: by.membership_id},
    )
    actions.triage(
        by=by,
        case=case,
        outcome=TriageOutcome.INFO_HOUSE,
        reason=REASON,
        police_check=PoliceCheck.CLEAR,
    )
    case = actions.change_state(
        by=by,
        case=case,
        version=case.version,
        target=State.GATHERING,
        values={Field.REASON: REASON},
    )
    return actions.change_state(
        by=by,
        case=case,
        version=case.version,
        target=State.ANALYSIS,
        values={Field.MEETING_ON: clock.today()},
    )


def to_active(person: Person) -> Case:
    """A case with a running measure."""
    by, case = person.actor, to_analysis(person)
    meeting = actions.hold_meeting(
        by=by, case=case, held_on=clock.today(), participants="Kommunen, politiet", shared="Alt"
    )
    actions.recommend(
        by=by,
        meeting=meeting,
        version=0,
        joint_assessment="Samlet billede",
        recommendation="Mentor",
    )
    case = actions.change_state(by=by, case=case, version=case.version, target=State.RECOMMENDATION)
    for decider in Decider:
        actions.decide(
            by=by,
            case=case,
            decider=decider,
            outcome=DecisionOutcome.START,
            reason=REASON,
            told_by="Vagthavende" if decider == Decider.POLICE else "",
        )
    actions.add_measure(
        by=by,
        case=case,
        type=MeasureType.MENTOR,
        goal="Jeg vil have nogen at snakke med",
        owner_name="Familieafdelingen",
        starts_on=clock.today(),
    )
    return actions.change_state(by=by, case=case, version=case.version, target=State.ACTIVE)


def test_a_concern_becomes_help_and_ends(world: World) -> None:
    person = world.person(HOME, Role.COORDINATOR)
    by = person.actor
    with person.acts():
        case = to_active(person)
        assert case.due_at is not None
        case = actions.change_state(by=by, case=case, version=case.version, target=State.FOLLOW_UP)
        actions.review(
            by=by,
            case=case,
            held_on=clock.today(),
            change="Færre konflikter",
            citizen_view="Det går bedre",
            decision=ReviewDecision.CLOSE,
        )
        measure = case.measures.get()
        actions.update_measure(
            by=by,
            measure=measure,
            version=0,
            status=MeasureStatus.COMPLETED,
            goal=measure.goal,
            owner_name=measure.owner_name,
            outcome=Outcome.BETTER,
        )
        case = actions.close(
            by=by,
            case=case,
            version=case.version,
            reason=ClosureReason.IMPROVED,
            assessment="Borgeren er kommet i arbejde og har nye venner.",
        )
        assert case.closed_at is not None
        assert (case.state, case.due_at) == (State.CLOSED, AFTERCARE_FIRST.due(case.closed_at))
        assert case.delete_earliest is not None
        events = StateChange.objects.for_actor(by).filter(case=case).order_by("at")
        assert [change.target for change in events] == [
            "received",
            "assessment",
            "gathering",
            "analysis",
            "recommendation",
            "active",
            "follow_up",
            "closed",
        ]


def test_an_unfounded_concern_is_closed_as_easily_as_it_was_opened(world: World) -> None:
    person = world.person(HOME, Role.COORDINATOR)
    with person.acts():
        case = new_case(person.actor)
        closed = actions.close(
            by=person.actor,
            case=case,
            version=case.version,
            reason=ClosureReason.UNFOUNDED,
            assessment="Der var tale om en misforståelse.",
        )
        assert closed.state == State.CLOSED
        reopened = actions.reopen(
            by=person.actor, case=closed, version=closed.version, reason="Ny oplysning"
        )
        assert (reopened.state, reopened.closed_at, reopened.delete_earliest) == (
            State.ASSESSMENT,
            None,
            None,
        )


def test_closing_stops_at_its_gate(world: World) -> None:
    person = world.person(HOME, Role.COORDINATOR)
    with person.acts():
        case = to_active(person)
        with pytest.raises(ClosingError) as stopped:
            actions.close(
                by=person.actor,
                case=case,
                version=case.version,
                reason=ClosureReason.IMPROVED,
                assessment="Kort",
            )
        assert [finding.key for finding in stopped.value.findings] == [
            FindingKey.ASSESSMENT_MISSING,
            FindingKey.OPEN_MEASURES,
        ]


def test_a_gate_that_is_open_is_named(world: World) -> None:
    person = world.person(HOME, Role.COORDINATOR)
    with person.acts():
        case = to_analysis(person)
        with pytest.raises(Invalid, match="Registrér mødet"):
            actions.change_state(
                by=person.actor, case=case, version=case.version, target=State.RECOMMENDATION
            )


def test_who_saved_first_wins(world: World) -> None:
    person = world.person(HOME, Role.COORDINATOR)
    with person.acts():
        case = new_case(person.actor)
        version = case.version
        values = {Field.COORDINATOR: person.actor.membership_id}
        actions.change_state(
            by=person.actor, case=case, version=version, target=State.ASSESSMENT, values=values
        )
        with pytest.raises(Conflict):
            actions.change_state(
                by=person.actor, case=case, version=version, target=State.ASSESSMENT, values=values
            )


def test_a_pause_comes_back_where_it_began(world: World) -> None:
    person = world.person(HOME, Role.COORDINATOR)
    by = person.actor
    with person.acts():
        case = to_analysis(person)
        with pytest.raises(Invalid, match="fire uger"):
            actions.pause(
                by=by,
                case=case,
                version=case.version,
                until=clock.today() + timedelta(days=40),
                reason=REASON,
            )
        case = actions.pause(
            by=by,
            case=case,
            version=case.version,
            until=clock.today() + timedelta(days=20),
            reason=REASON,
        )
        assert (case.state, case.paused_from) == (State.PAUSED, State.ANALYSIS)
        case = actions.resume(by=by, case=case, version=case.version)
        assert (case.state, case.paused_from, case.paused_until) == (State.ANALYSIS, "", None)


def test_what_is_shared_is_what_was_chosen_then(world: World) -> None:
    person = world.person(HOME, Role.COORDINATOR)
    officer = world.person(HOME_DISTRICT, Role.OFFICER)
    with person.acts():
        case = new_case(person.actor)
        observed = next(item for item in shareable_items(case) if item.key.endswith("observed"))
        shared = actions.share(
            by=person.actor,
            case=case,
            items=[observed.key],
            legal_basis=LegalBasis.RPL_115_1,
            necessity="Politiet skal kende til det set i skolen.",
            expires_on=clock.today() + timedelta(days=30),
            acknowledged=True,
            citizen_informed=Tristate.YES,
        )
    with officer.acts():
        seen = Disclosure.objects.for_actor(officer.actor).get()
        items = list(DisclosureItem.objects.for_actor(officer.actor))
        assert (seen.necessity, [item.text for item in items]) == (
            "Politiet skal kende til det set i skolen.",
            [observed.text],
        )
        assert actions.receive(by=officer.actor, disclosure=seen, items=items) == 1
        assert actions.receive(by=officer.actor, disclosure=seen, items=items) == 0
    with world.person(FAR_DISTRICT, Role.OFFICER).acts():
        far = world.person(FAR_DISTRICT, Role.OFFICER).actor
        assert list(Disclosure.objects.for_actor(far)) == []
    with person.acts():
        assert Receipt.objects.for_actor(person.actor).get().name == officer.actor.name
        actions.withdraw(by=person.actor, disclosure=shared, reason="Ikke længere nødvendigt")
    with officer.acts():
        assert list(Disclosure.objects.for_actor(officer.actor)) == []
        assert list(DisclosureItem.objects.for_actor(officer.actor)) == []
        with pytest.raises(Refused):
            actions.receive(by=officer.actor, disclosure=seen, items=items)


def test_a_note_is_corrected_for_a_day_and_then_added_to(world: World) -> None:
    person = world.person(HOME, Role.COORDINATOR)
    by = person.actor
    with person.acts():
        case = new_case(by)
        note = actions.write_note(by=by, case=case, kind=NoteKind.CALL, text="Talte med skolen")
        note = actions.correct_note(
            by=by, note=note, version=0, text="Talte med klasselæreren", kind=NoteKind.CALL
        )
        with clock.at(clock.now() + timedelta(hours=25)):
            with pytest.raises(Refused, match="låst"):
                actions.correct_note(
                    by=by, note=note, version=1, text="Noget andet", kind=NoteKind.CALL
                )
            added = actions.add_addendum(by=by, note=note, text="Det var en vikar")
        assert (added.addendum_to_id, case.notes.get(pk=note.pk).text) == (
            note.pk,
            "Talte med klasselæreren",
        )


def test_a_stranger_reaches_nothing(world: World) -> None:
    person, stranger = world.person(HOME, Role.COORDINATOR), world.person(NEIGHBOUR, Role.LEADER)
    with person.acts():
        case = new_case(person.actor)
    with stranger.acts(), pytest.raises(Case.DoesNotExist):
        actions.write_note(by=stranger.actor, case=case, kind=NoteKind.CALL, text="Hej")
