"""Clocks run from the event: taking a case back from the police starts none anew."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from casework import actions
from casework.actions.rows import signed
from casework.actions.starting import clock_start
from casework.models import Case, Disclosure, DisclosureItem, StateChange
from casework.rules.clocks import ASSESS, ASSESS_MINOR
from casework.rules.codes import HandOverReply, MeasureType
from casework.rules.workflow import State
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.roles import Role
from tests.casework.actions.test_moves import REASON, in_state, moved
from tests.casework.actions.test_refusals import begun
from tests.casework.samples import handed_over, new_case, person
from tests.support.world import HOME, HOME_DISTRICT, Person, World


@pytest.fixture
def lead(world: World) -> Person:
    return world.person(HOME, Role.COORDINATOR)


@pytest.fixture
def officer(world: World) -> Person:
    return world.person(HOME_DISTRICT, Role.OFFICER)


def child(by: Actor) -> Case:
    return new_case(by, person(birth_year=clock.today().year - 12))


def sent(lead: Person, case: Case) -> Disclosure:
    with lead.acts():
        return handed_over(lead.actor, Case.objects.for_actor(lead.actor).get(pk=case.pk))


def answered(officer: Person, row: Disclosure, reply: HandOverReply) -> None:
    with officer.acts():
        items = list(DisclosureItem.objects.for_actor(officer.actor).filter(disclosure=row))
        actions.receive(by=officer.actor, disclosure=row, items=items)
        actions.answer_hand_over(by=officer.actor, disclosure=row, reply=reply, reason=REASON)


def taken_back(lead: Person, case: Case) -> Case:
    with lead.acts():
        row = Case.objects.for_actor(lead.actor).get(pk=case.pk)
        return moved(lead.actor, row, State.ASSESSMENT, REASON=REASON)


@pytest.mark.parametrize("assessed", [True, False])
@pytest.mark.parametrize("reply", [None, *HandOverReply])
def test_a_child_s_24_hours_run_on_while_the_police_answer(
    lead: Person, officer: Person, assessed: bool, reply: HandOverReply | None
) -> None:
    with clock.at(clock.now() - timedelta(hours=9)), lead.acts():
        case = child(lead.actor)
        if assessed:
            begun(lead.actor, case)
    row = sent(lead, case)
    if reply is not None:
        answered(officer, row, reply)
    assert taken_back(lead, case).due_at == ASSESS_MINOR.due(case.received_at)


def test_an_assessment_that_a_pause_and_the_police_interrupt_runs_from_where_it_began(
    lead: Person,
) -> None:
    with clock.at(clock.now() - timedelta(hours=9)), lead.acts():
        case = begun(lead.actor, child(lead.actor))
    with lead.acts():
        until = clock.today() + timedelta(days=7)
        moved(lead.actor, case, State.PAUSED, REASON=REASON, PAUSED_UNTIL=until)
    sent(lead, case)
    back = taken_back(lead, case)
    with lead.acts():
        rests = moved(lead.actor, back, State.PAUSED, REASON=REASON, PAUSED_UNTIL=until)
        resumed = moved(lead.actor, rests, State.ASSESSMENT)
    assert resumed.due_at == back.due_at == ASSESS_MINOR.due(case.received_at)


def test_a_child_s_new_assessment_runs_from_the_refusal_also_after_a_pause(
    lead: Person, officer: Person
) -> None:
    with clock.at(clock.now() - timedelta(days=3)), lead.acts():
        case = begun(lead.actor, child(lead.actor))
        case = in_state(lead.actor, case, State.GATHERING)
    with clock.at(clock.now() - timedelta(days=2)), lead.acts():
        StateChange(
            **signed(lead.actor, case), event="gather", source="assessment", target="gathering"
        ).save(force_insert=True)
    with clock.at(clock.now() - timedelta(days=1)):
        row = sent(lead, case)
        answered(officer, row, HandOverReply.REFUSED)
        refused_at = clock.now()
    back = taken_back(lead, case)
    with lead.acts():
        until = clock.today() + timedelta(days=7)
        rests = moved(lead.actor, back, State.PAUSED, REASON=REASON, PAUSED_UNTIL=until)
        resumed = moved(lead.actor, rests, State.ASSESSMENT)
    for each in (back, resumed):
        assert each.due_at is not None
        assert abs(each.due_at - ASSESS_MINOR.due(refused_at)) < timedelta(minutes=1)


@pytest.mark.parametrize(
    ("reply", "days_ago"),
    [
        pytest.param(HandOverReply.REFUSED, 20, id="refused"),
        pytest.param(HandOverReply.ACCEPTED, 0, id="taken over: by the move itself"),
        pytest.param(None, 6, id="ran out unanswered"),
    ],
)
def test_an_adult_s_assessment_runs_from_what_the_police_did(
    lead: Person, officer: Person, reply: HandOverReply | None, days_ago: int
) -> None:
    with clock.at(clock.now() - timedelta(days=20)):
        with lead.acts():
            case = begun(lead.actor, new_case(lead.actor))
            lasts = timedelta(days=30 if reply else 13)
            row = handed_over(lead.actor, case, expires_on=clock.today() + lasts)
        if reply is not None:
            answered(officer, row, reply)
    back = taken_back(lead, case)
    event = row.expires_at if reply is None else clock.now() - timedelta(days=days_ago)
    assert back.due_at == ASSESS.due(event)


def test_nothing_sent_in_the_portal_comes_back_by_the_move(lead: Person) -> None:
    with lead.acts():
        case = in_state(lead.actor, begun(lead.actor, new_case(lead.actor)), State.POLICE)
    assert taken_back(lead, case).due_at == ASSESS.due(clock.now())


def test_a_grown_up_s_case_that_rested_comes_back_by_the_move(lead: Person) -> None:
    with lead.acts():
        case = new_case(lead.actor)
        with clock.at(clock.now() + timedelta(days=3)):
            began = clock_start(lead.actor, case, State.PAUSED, State.ASSESSMENT)
            assert began == clock.now()


@pytest.mark.parametrize("days", [None, -3, 0, 9])
def test_a_review_runs_from_the_day_the_first_help_begins(lead: Person, days: int | None) -> None:
    now, today = clock.now(), clock.today()
    with lead.acts(), clock.at(now):
        case = in_state(lead.actor, new_case(lead.actor), State.RECOMMENDATION)
        for later in () if days is None else (days, days + 5):
            actions.add_measure(
                by=lead.actor,
                case=case,
                type=MeasureType.MENTOR,
                goal="Jeg vil have nogen at snakke med",
                owner_name="Familieafdelingen",
                starts_on=today + timedelta(days=later),
            )
        start = clock_start(lead.actor, case, State.RECOMMENDATION, State.ACTIVE)
    if days is not None and days > 0:
        assert timezone.localdate(start) == today + timedelta(days=days)
    else:
        assert start == now
