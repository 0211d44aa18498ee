"""Moving the deadline of a case, the receipt for a concern, and the checks of the aftercare."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from casework import actions
from casework.models import Acknowledgement, Case, Concern, StateChange
from casework.queries.acknowledging import LATELY, owed
from casework.queries.aftercare import to_check
from casework.queries.case_deadlines import beside
from casework.queries.deadlines import running
from casework.rules.acknowledging import Acknowledged
from casework.rules.clocks import AFTERCARE_FIRST, AFTERCARE_SECOND, RECEIPT
from casework.rules.codes import Channel, ClosureReason, MeasureStatus, MeasureType
from casework.rules.contacts import ContactChannel
from casework.rules.deadlines import DeadlineStep
from casework.rules.workflow import State
from stopext.access import clock
from stopext.access.errors import Conflict, Invalid, Refused
from stopext.access.roles import Role
from tests.casework import inquiries, joint, samples
from tests.casework.actions.test_refusals import begun
from tests.casework.deadlines import checked, moved_deadline
from tests.support.world import HOME, Person, World


@pytest.fixture
def lead(world: World) -> Person:
    return world.person(HOME, Role.COORDINATOR)


@pytest.fixture
def case(lead: Person) -> Case:
    """A case in its first assessment, which has five working days."""
    with lead.acts():
        return begun(lead.actor, samples.new_case(lead.actor))


def test_a_deadline_that_stood_still_runs_again(lead: Person, case: Case) -> None:
    with lead.acts():
        first = case.due_at
        assert first is not None
        last = timezone.localdate(first) + timedelta(days=1)
        moved_deadline(lead.actor, case, DeadlineStep.STOPPED, day=last)
        case.refresh_from_db()
        stands = running(lead.actor, case)
        assert stands is not None
        assert (stands.until, stands.first, stands.left_at) == (last, first, first)
        assert case.due_at is not None
        assert case.due_at > first

        moved_deadline(lead.actor, case, DeadlineStep.RESUMED)
        case.refresh_from_db()
        again = running(lead.actor, case)

    # On the day it stopped nothing of it was used.
    assert case.due_at.date() == first.date()
    assert again is not None
    assert (again.until, again.first) == (None, first)


def test_a_stop_ends_by_itself(lead: Person, case: Case) -> None:
    with lead.acts():
        last = clock.today() + timedelta(days=2)
        moved_deadline(lead.actor, case, DeadlineStep.STOPPED, day=last)
        case.refresh_from_db()
    with clock.at(clock.now() + timedelta(days=3)), lead.acts():
        later = running(lead.actor, case)
    assert later is not None
    assert later.until is None


def test_all_moves_together_reach_four_weeks(lead: Person, case: Case) -> None:
    with lead.acts():
        first = case.due_at
        assert first is not None
        day = timezone.localdate(first)
        moved_deadline(lead.actor, case, DeadlineStep.EXTENDED, day=day + timedelta(days=20))
        with pytest.raises(Invalid, match="fire uger"):
            moved_deadline(lead.actor, case, DeadlineStep.EXTENDED, day=day + timedelta(days=29))
        moved_deadline(lead.actor, case, DeadlineStep.EXTENDED, day=day + timedelta(days=28))


def test_a_new_step_begins_anew(lead: Person, case: Case) -> None:
    """What was moved was the deadline of the step before."""
    with lead.acts():
        last = clock.today() + timedelta(days=5)
        moved_deadline(lead.actor, case, DeadlineStep.STOPPED, day=last)
        until = clock.today() + timedelta(days=3)
        case.refresh_from_db()
        actions.pause(by=lead.actor, case=case, version=case.version, until=until, reason="Ferie")
        case.refresh_from_db()
        rests = running(lead.actor, case)
    assert rests is not None
    assert (rests.clock.key, rests.until, rests.first) == ("pause", None, rests.due)


def test_who_moves_a_deadline(world: World, lead: Person, case: Case) -> None:
    worker = world.person(HOME, Role.CASEWORKER)
    day = clock.today() + timedelta(days=20)
    with lead.acts():
        member = worker.membership.pk
        actions.add_colleague(by=lead.actor, case=case, membership_id=member)
    with worker.acts(), pytest.raises(Refused):
        moved_deadline(worker.actor, case, DeadlineStep.EXTENDED, day=day)
    with lead.acts():
        old = case.version
        moved_deadline(lead.actor, case, DeadlineStep.EXTENDED, day=day)
        with pytest.raises(Conflict):
            actions.move_deadline(
                by=lead.actor,
                case=case,
                version=old,
                step=DeadlineStep.EXTENDED,
                day=day + timedelta(days=1),
                reason="Igen",
            )
        with pytest.raises(Invalid, match="hvorfor"):
            moved_deadline(
                lead.actor, case, DeadlineStep.EXTENDED, day=day + timedelta(days=1), reason=" "
            )


def test_where_no_deadline_runs(lead: Person, case: Case) -> None:
    with lead.acts():
        Case.objects.for_actor(lead.actor).filter(pk=case.pk).update(due_at=None)
        with pytest.raises(Invalid, match="ingen frist"):
            moved_deadline(lead.actor, case, DeadlineStep.RESUMED)


def concern_of(lead: Person, case: Case) -> Concern:
    found: Concern = Concern.objects.for_actor(lead.actor).select_related("case").get(case=case)
    return found


@pytest.mark.parametrize(
    ("who", "told", "is_owed"),
    [
        ({"birth_year": 2015}, {}, True),
        ({"birth_year": 1990}, {"wants_feedback": True}, True),
        ({"birth_year": 1990}, {}, False),
        ({"birth_year": None}, {}, False),
        ({"birth_year": 2015}, {"channel": Channel.FORM}, False),
    ],
    ids=["child", "wants", "adult", "unknown", "form"],
)
def test_to_whom_a_receipt_is_owed(
    lead: Person, who: dict[str, Any], told: dict[str, Any], is_owed: bool
) -> None:
    with lead.acts():
        facts = samples.facts(**told)
        case = actions.register_concern(
            by=lead.actor, person=samples.person(**who), facts=facts, answers={}
        )
        rows = owed(lead.actor).filter(case=case)
        assert rows.exists() is is_owed
        if is_owed:
            due = [one.due for one in beside(lead.actor, case) if one.label == str(RECEIPT.label)]
            assert due == [RECEIPT.due(case.received_at)]
            actions.acknowledge(
                by=lead.actor,
                concern=concern_of(lead, case),
                answer=Acknowledged.GIVEN,
                given_on=clock.today(),
                channel=ContactChannel.POST,
            )
            assert not rows.exists()


def test_what_came_long_ago_is_told_on_its_case_alone(lead: Person) -> None:
    old = clock.now() - LATELY - timedelta(days=1)
    with lead.acts():
        with clock.at(old):
            case = samples.new_case(lead.actor, wants_feedback=True)
        assert not owed(lead.actor).filter(case=case).exists()
    page = lead.browser().get(reverse("casework:case", args=[case.pk])).content.decode()
    assert reverse("casework:acknowledge", args=[case.pk, concern_pk(lead, case)]) in page


def concern_pk(lead: Person, case: Case) -> object:
    with lead.acts():
        return concern_of(lead, case).pk


def test_the_first_receipt_stays(lead: Person, case: Case) -> None:
    """Also when the case has ended meanwhile."""
    with lead.acts():
        told = concern_of(lead, case)
        actions.close(
            by=lead.actor,
            case=case,
            version=case.version,
            reason=ClosureReason.UNFOUNDED,
            assessment="Der var ikke grund til bekymring.",
        )
        actions.acknowledge(
            by=lead.actor, concern=told, answer=Acknowledged.NOT_GIVEN, words="Anonym"
        )
        with pytest.raises(Conflict, match="imens"):
            actions.acknowledge(
                by=lead.actor,
                concern=told,
                answer=Acknowledged.GIVEN,
                given_on=clock.today(),
                channel=ContactChannel.POST,
            )
        [kept] = Acknowledgement.objects.for_actor(lead.actor).filter(case=case)
    assert kept.words == "Anonym"


def closed(
    lead: Person, name: str = "Bo Papfigursen", *, with_help: bool = True, **said: Any
) -> Case:
    """A case that was closed after help."""
    by = lead.actor
    case = begun(by, samples.new_case(by, samples.person(name=name)))
    if with_help:
        help_ = actions.add_measure(
            by=by,
            case=case,
            type=MeasureType.MENTOR,
            goal="Et sted at høre til",
            owner_name="Ungeenheden",
            starts_on=clock.today(),
        )
        type(help_).objects.for_actor(by).filter(pk=help_.pk).update(status=MeasureStatus.COMPLETED)
    case.refresh_from_db()
    said = {
        "reason": ClosureReason.IMPROVED,
        "assessment": "Bekymringen er mindsket, og der er hjælp.",
        **said,
    }
    return actions.close(by=by, case=case, version=case.version, answers={}, **said)


def test_a_closed_case_with_help_is_called_up_by_itself(lead: Person) -> None:
    with lead.acts():
        case = closed(lead)
        plain = closed(lead, "Ida Kulissegaard", with_help=False)
        dead = closed(lead, "Kaja Attrapsen", reason=ClosureReason.DEPARTED)
        ended = case.closed_at
        assert ended is not None
        assert case.due_at == AFTERCARE_FIRST.due(ended)
        assert (plain.due_at, dead.due_at) == (None, None)
        assert not to_check(lead.actor).exists()
    with clock.at(case.due_at - timedelta(days=13)), lead.acts():
        assert [row.pk for row in to_check(lead.actor)] == [case.pk]
        case = checked(lead.actor, case)
        assert not to_check(lead.actor).exists()
    assert (case.state, case.due_at) == (State.AFTERCARE, AFTERCARE_SECOND.due(ended))
    with lead.acts():
        events = StateChange.objects.for_actor(lead.actor).filter(case=case).order_by("at", "pk")
        assert {row.event for row in events} >= {"case.begin_aftercare", "case.check_aftercare"}


def test_ending_an_aftercare_is_a_coordinators(world: World, lead: Person) -> None:
    worker = world.person(HOME, Role.CASEWORKER)
    with lead.acts():
        case = closed(lead)
        actions_by = worker.membership.pk
        case = checked(lead.actor, case)
        actions.add_colleague(by=lead.actor, case=case, membership_id=actions_by)
    with worker.acts():
        case.refresh_from_db()
        with pytest.raises(Refused):
            checked(worker.actor, case, ends=True)
        case = checked(worker.actor, case)
    with lead.acts():
        case = checked(lead.actor, case, ends=True)
    assert (case.state, case.due_at) == (State.CLOSED, None)


def test_a_running_case_has_no_aftercare(lead: Person, case: Case) -> None:
    with lead.acts():
        with pytest.raises(Invalid, match="afsluttet sag"):
            checked(lead.actor, case)
        done = closed(lead)
        with pytest.raises(Invalid, match="Udfyld"):
            checked(lead.actor, done, words=" ")
        done = checked(lead.actor, done)
        with pytest.raises(Invalid, match="Skriv eftertjek"):
            actions.change_state(
                by=lead.actor, case=done, version=done.version, target=State.CLOSED
            )


def test_every_sort_of_deadline_stands_beside_the_others(lead: Person) -> None:
    """Of a case with something of everything: soonest first, and each with its page."""
    with lead.acts():
        case = begun(lead.actor, samples.new_case(lead.actor))
        samples.contact(lead.actor, case, answer_by=clock.today() + timedelta(days=1))
        inquiries.asked(lead.actor, case)
        samples.consent(lead.actor, case)
        joint.shared(lead.actor, case)
        joint.planned(lead.actor, case)
        found = beside(lead.actor, case)

    assert [one.moment for one in found] == sorted(one.moment for one in found)
    assert len({one.label for one in found}) >= 4
    assert all(one.url.startswith("/sager/") for one in found)
