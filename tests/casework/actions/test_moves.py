"""What single moves of a case do besides changing its state."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import timedelta
from typing import Any

import pytest

from casework import actions
from casework.models import Case
from casework.queries.shareable import shareable_items
from casework.rules.clocks import ASSESS_MINOR
from casework.rules.closing import FindingKey
from casework.rules.codes import ClosureReason, NoticeDecision
from casework.rules.disclosure import expires_at
from casework.rules.workflow import State, clock_for
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.errors import Invalid
from stopext.access.roles import Role
from tests.casework.actions.test_refusals import begun, changed_state, measure, review, share
from tests.casework.deadlines import checked
from tests.casework.samples import handed_over, new_case, person
from tests.support.world import HOME, HOME_DISTRICT, World

REASON = "Flere tegn over tid."


def in_state(by: Actor, case: Case, state: State) -> Case:
    """The case as if it had come to ``state``."""
    Case.objects.for_actor(by).filter(pk=case.pk).update(state=state)
    row: Case = Case.objects.for_actor(by).get(pk=case.pk)
    return row


def moved(by: Actor, case: Case, target: State, **values: Any) -> Case:
    changed_state(by, case, target, **values)
    row: Case = Case.objects.for_actor(by).get(pk=case.pk)
    return row


def test_a_notice_is_kept_with_its_reason(world: World) -> None:
    lead = world.person(HOME, Role.COORDINATOR)
    with lead.acts():
        row = moved(
            lead.actor, begun(lead.actor, new_case(lead.actor)), State.NOTIFIED, REASON=REASON
        )
    assert (row.notice, row.notice_reason) == (NoticeDecision.SENT, REASON)


def test_handing_over_to_the_police_ends_a_pause(world: World) -> None:
    lead = world.person(HOME, Role.COORDINATOR)
    with lead.acts():
        row = begun(lead.actor, new_case(lead.actor))
        until = clock.today() + timedelta(days=7)
        moved(lead.actor, row, State.PAUSED, REASON=REASON, PAUSED_UNTIL=until)
        row.refresh_from_db()
        handed_over(lead.actor, row)
        row.refresh_from_db()
    assert (row.state, row.paused_from, row.paused_until) == (State.POLICE, "", None)


def test_a_review_sets_the_deadline_of_running_measures(world: World) -> None:
    lead = world.person(HOME, Role.COORDINATOR)
    planned = clock.today() + timedelta(days=30)
    with lead.acts():
        row = in_state(lead.actor, begun(lead.actor, new_case(lead.actor)), State.ACTIVE)
        review(lead.actor, row, next_on=planned)
        row.refresh_from_db()
        assert row.due_at == expires_at(planned)
        measure(lead.actor, row)
        row.refresh_from_db()
        row = moved(lead.actor, row, State.FOLLOW_UP)
        # Begun, the review is due when it was agreed; held, the next one is.
        assert row.due_at == expires_at(planned)
        later = planned + timedelta(days=20)
        review(lead.actor, row, next_on=later)
        row.refresh_from_db()
        assert row.due_at == expires_at(later)
        row = moved(lead.actor, row, State.ACTIVE)
    assert row.due_at == expires_at(later)


def test_a_late_review_is_late_until_it_is_held(world: World) -> None:
    lead = world.person(HOME, Role.COORDINATOR)
    planned = clock.today() + timedelta(days=30)
    with lead.acts():
        row = in_state(lead.actor, begun(lead.actor, new_case(lead.actor)), State.ACTIVE)
        review(lead.actor, row, next_on=planned)
        measure(lead.actor, row)
        row.refresh_from_db()
        with clock.at(clock.now() + timedelta(days=40)):
            row = moved(lead.actor, row, State.FOLLOW_UP)
    assert row.due_at == expires_at(planned)


def test_somebody_who_moved_leaves_the_new_municipalitys_answer(world: World) -> None:
    lead = world.person(HOME, Role.COORDINATOR)
    with lead.acts():
        case = new_case(lead.actor)
        actions.close(
            by=lead.actor,
            case=case,
            version=case.version,
            reason=ClosureReason.MOVED,
            assessment="Borgeren er flyttet, og den nye kommune har taget over.",
            handover="Tovholderen i den nye kommune har bekræftet.",
        )
        (answer,) = case.closing_answers.all()
    assert answer.finding == FindingKey.MOVED_RECEIPT


def test_a_new_coordinator_of_a_restricted_case_stands_on_its_list_first(world: World) -> None:
    lead, leader = world.person(HOME, Role.COORDINATOR), world.person(HOME, Role.LEADER)
    with lead.acts():
        case = new_case(lead.actor)
        for listed, may in (([lead], False), ([lead, leader], True)):
            row = Case.objects.for_actor(lead.actor).get(pk=case.pk)
            keys = [one.actor.membership_id for one in listed]
            row = actions.restrict(
                by=lead.actor, case=row, version=row.version, membership_ids=keys
            )
            with nullcontext() if may else pytest.raises(Invalid, match="kollega på listen"):
                actions.assign(
                    by=lead.actor,
                    case=row,
                    version=row.version,
                    coordinator_id=leader.actor.membership_id,
                )


def test_a_first_name_and_another_year_are_no_hit(world: World) -> None:
    lead = world.person(HOME, Role.COORDINATOR)
    with lead.acts():
        new_case(lead.actor)
        alone = person(name="Malthe", birth_year=1955)
        assert actions.search_repeats(by=lead.actor, person=alone) == []


def test_an_unknown_citizen_has_no_identity_to_share(world: World) -> None:
    lead = world.person(HOME, Role.COORDINATOR)
    with lead.acts():
        unknown = new_case(lead.actor, person(name="", birth_year=None))
        named = new_case(lead.actor, person(birth_year=None))
        assert [i.kind for i in shareable_items(unknown)] == ["concern", "concern"]
        (name, *_rest) = shareable_items(named)
    assert name.text == named.subject.name


def test_a_screening_lasts_as_long_as_the_longest_sharing(world: World) -> None:
    lead = world.person(HOME, Role.COORDINATOR)
    with lead.acts():
        case = new_case(lead.actor)
        first, second = share(lead.actor, case), share(lead.actor, case)
        due = clock.today() + timedelta(days=10)
        ordered = actions.order_screening(by=lead.actor, case=case, due_on=due, with_police=True)
        actions.withdraw(by=lead.actor, disclosure=second, reason="Ikke længere nødvendigt")
        ordered.refresh_from_db()
        assert (ordered.district_id, ordered.revoked_at) == (HOME_DISTRICT, None)
        assert ordered.expires_at == first.expires_at
        actions.withdraw(by=lead.actor, disclosure=first, reason="Ikke længere nødvendigt")
        ordered.refresh_from_db()
    assert ordered.revoked_at is not None


def test_a_pause_gives_a_childs_assessment_no_new_24_hours(world: World) -> None:
    lead = world.person(HOME, Role.COORDINATOR)
    child = person(birth_year=clock.today().year - 12)
    came, until = clock.now() - timedelta(days=2), clock.today() + timedelta(days=7)
    with lead.acts():
        row = begun(lead.actor, new_case(lead.actor, child, received_at=came))
        due = row.due_at
        row = moved(lead.actor, row, State.PAUSED, REASON=REASON, PAUSED_UNTIL=until)
        row = moved(lead.actor, row, State.ASSESSMENT)
    assert row.due_at == due == ASSESS_MINOR.due(came)


def test_a_reopened_childs_assessment_goes_on_after_a_pause(world: World) -> None:
    """From the reopening, not from the first concern, which may be years ago."""
    lead, leader = world.person(HOME, Role.COORDINATOR), world.person(HOME, Role.LEADER)
    child = person(birth_year=clock.today().year - 12)
    until = clock.today() + timedelta(days=7)
    with lead.acts():
        row = begun(lead.actor, new_case(lead.actor, child))
        Case.objects.for_actor(lead.actor).filter(pk=row.pk).update(
            received_at=clock.now() - timedelta(days=400)
        )
        row = in_state(lead.actor, row, State.AFTERCARE)
    with leader.acts():
        row = moved(leader.actor, row, State.ASSESSMENT, REASON=REASON)
        due = row.due_at
        row = moved(leader.actor, row, State.PAUSED, REASON=REASON, PAUSED_UNTIL=until)
        row = moved(leader.actor, row, State.ASSESSMENT)
    assert due is not None
    assert row.due_at is not None
    assert abs(row.due_at - due) < timedelta(minutes=1)


def test_only_an_assessment_has_the_24_hours_of_a_child(world: World) -> None:
    """A child's case that rested in another step goes on with that step's own time."""
    lead = world.person(HOME, Role.COORDINATOR)
    child = person(birth_year=clock.today().year - 12)
    until = clock.today() + timedelta(days=7)
    with lead.acts():
        row = in_state(lead.actor, begun(lead.actor, new_case(lead.actor, child)), State.GATHERING)
        row = moved(lead.actor, row, State.PAUSED, REASON=REASON, PAUSED_UNTIL=until)
        row = moved(lead.actor, row, State.GATHERING)
    running = clock_for(State.GATHERING, under_18=True)
    assert running is not None
    assert row.due_at == running.due(row.state_since)


def test_a_check_of_the_aftercare_leaves_since_when_the_case_is_there(world: World) -> None:
    """It moves the case from a state to itself; the deadline follows the check."""
    lead, came = world.person(HOME, Role.COORDINATOR), clock.now() - timedelta(days=190)
    with lead.acts():
        row = in_state(lead.actor, begun(lead.actor, new_case(lead.actor)), State.AFTERCARE)
        rows = Case.objects.for_actor(lead.actor).filter(pk=row.pk)
        rows.update(state_since=came, due_at=came)
        row = checked(lead.actor, row)
    assert (row.state, row.state_since) == (State.AFTERCARE, came)
    assert row.due_at is not None
    assert row.due_at > clock.now()
