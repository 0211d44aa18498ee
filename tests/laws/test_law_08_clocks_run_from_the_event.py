"""Law 8: clocks run from the event, not from the click that moves them.

Subjects: every state of a case that has a clock, in the table of the workflow. The event happened
days before the click; the deadline is the same as if the click had come at once. Where the click is
the event (a case is moved, and nothing else happens) ``THE_CLICK`` says so. How each clock counts
is ``tests/casework/rules/test_clocks.py``.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from casework import actions
from casework.models import Case
from casework.rules import clocks
from casework.rules.clocks import CLOCKS, Clock
from casework.rules.codes import NoticeDecision
from casework.rules.workflow import Field, State
from casework.rules.workflow.guidance import STATE_CLOCKS
from stopext.access import clock
from stopext.access.roles import Role
from tests.casework import erasing, samples
from tests.casework.deadlines import checked
from tests.support.world import HOME, Person, World

LATE = timedelta(days=2)
RUNNING = {state: one for state, one in STATE_CLOCKS.items() if one is not None}
#: State -> why moving the case is the event.
THE_CLICK = {
    State.GATHERING: "the others are asked by it; each question has a date of its own",
    State.ANALYSIS: "the info-house has the case from then on; the meeting has a date of its own",
    State.RECOMMENDATION: "the recommendation reaches the authorities by it",
    State.ACTIVE: "help begins by it, unless a review is planned, whose day it then is",
    State.FOLLOW_UP: "the follow-up begins by it",
    State.PAUSED: "the day it ends is typed",
}
#: Clocks that are counted elsewhere than in a state.
ELSEWHERE = {
    "assess_minor": "a child's first assessment: in place of the clock of the state, below",
    "aftercare_second": "follows when the first is held, from the closing as it is, below",
    "aftercare_extended": "follows when the second is held and it goes on",
}


def received(world: World, at: datetime, **person: object) -> tuple[Person, Case]:
    """A case whose concern came in at ``at`` and is registered two days later."""
    lead = world.person(HOME, Role.COORDINATOR)
    with clock.at(at + LATE), lead.acts():
        who = samples.person(**person)
        facts = samples.facts(received_at=at)
        case = actions.register_concern(by=lead.actor, person=who, facts=facts, answers={})
    return lead, case


def moved(lead: Person, case: Case, at: datetime, target: State) -> Case:
    """The case after a move that somebody makes at ``at``."""
    asked: dict[State, dict[Field, Any]] = {
        State.ASSESSMENT: {Field.COORDINATOR: lead.membership.pk},
        State.NOTIFIED: {Field.REASON: "Barnet har ret til hjælp"},
    }
    with clock.at(at), lead.acts():
        return actions.change_state(
            by=lead.actor,
            case=case,
            version=case.version,
            target=target,
            values=asked.get(target, {}),
        )


def test_every_clock_has_its_event() -> None:
    used = {one.key for one in RUNNING.values()}

    assert sorted({*CLOCKS} - used - {*ELSEWHERE}) == []
    assert {*RUNNING} == {*THE_CLICK, *FROM_THE_CONCERN, State.AFTERCARE}
    assert len(RUNNING) > 8


#: Counted from the moment the concern came in, whoever registers or moves it when.
FROM_THE_CONCERN = {State.RECEIVED, State.ASSESSMENT, State.NOTIFIED}


@pytest.mark.parametrize(
    ("born", "expected"),
    [(1990, clocks.ASSIGN), (None, clocks.ASSIGN), (2015, clocks.ASSESS_MINOR)],
)
def test_the_first_clock_runs_from_the_concern(
    world: World, born: int | None, expected: Clock
) -> None:
    came = clock.now() - timedelta(days=9)

    _lead, case = received(world, came, birth_year=born)

    assert case.due_at == expected.due(came)


@pytest.mark.parametrize(("born", "expected"), [(1990, clocks.ASSESS), (2015, clocks.ASSESS_MINOR)])
def test_the_first_assessment_runs_from_the_concern(
    world: World, born: int, expected: Clock
) -> None:
    came = clock.now() - timedelta(days=9)
    lead, case = received(world, came, birth_year=born)

    case = moved(lead, case, came + 2 * LATE, State.ASSESSMENT)

    assert case.due_at == expected.due(came)


def test_the_receipt_runs_from_the_concern(world: World) -> None:
    """The law counts from the day the notice came, not from the day it was sorted."""
    came = clock.now() - timedelta(days=9)
    lead, case = received(world, came, birth_year=2015)
    case = moved(lead, case, came + LATE, State.ASSESSMENT)
    with clock.at(came + 2 * LATE), lead.acts():
        actions.decide_notice(
            by=lead.actor,
            case=case,
            version=case.version,
            decision=NoticeDecision.SENT,
            reason="Sendt til myndigheden",
        )
        case.refresh_from_db()

    case = moved(lead, case, came + 2 * LATE, State.NOTIFIED)

    assert case.due_at == clocks.RECEIPT.due(came)


def test_aftercare_runs_from_the_closing(world: World) -> None:
    lead = world.person(HOME, Role.COORDINATOR)
    with lead.acts():
        case = erasing.closed(lead)
    closed_at = case.closed_at
    assert closed_at is not None

    case = moved(lead, case, closed_at + LATE, State.AFTERCARE)

    assert case.due_at == clocks.AFTERCARE_FIRST.due(closed_at)

    for one in (clocks.AFTERCARE_SECOND, clocks.AFTERCARE_EXTENDED, clocks.AFTERCARE_EXTENDED):
        with lead.acts():
            case = checked(lead.actor, case)
        assert case.due_at == one.due(closed_at)
