"""The deadlines of a case: the one of its state, and those that run beside it."""

from __future__ import annotations

from typing import Any

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from casework.models import Case, DeadlineChange
from casework.queries.aftercare import check_after, checks_held
from casework.queries.child_clock import child_clock_runs
from casework.rules.clocks import Clock
from casework.rules.deadlines import DeadlineStep, Running
from casework.rules.workflow import State, clock_for
from stopext.access import clock
from stopext.access.actor import Actor


def clock_of(actor: Actor, case: Case) -> Clock | None:
    """What the deadline of the state is called, and what it rests on. One query at most."""
    if case.state in {State.CLOSED, State.AFTERCARE}:
        return check_after(checks_held(actor, case))
    return clock_for(case.state_code, under_18=child_clock_runs(actor, case))


def stopped_until(actor: Actor) -> Subquery:
    """The last day on which the deadline of the case in the query around stands still, if it does;
    for :func:`casework.views.case_lookup.get_case`."""
    rows = DeadlineChange.objects.for_actor(actor).filter(
        case=OuterRef("pk"),
        due=OuterRef("due_at"),
        step=DeadlineStep.STOPPED,
        until__gte=clock.today(),
    )
    return Subquery(rows.values("until")[:1])


def running(actor: Actor, case: Case) -> Running | None:
    """The deadline of the state, and how it was moved; none in a state without one."""
    of, due = clock_of(actor, case), case.due_at
    if of is None or due is None:
        return None
    last: Any = changes(actor, case).first()
    if last is None or last.due != due:
        return Running(of, due, first=due)
    if last.step != DeadlineStep.STOPPED or last.until < clock.today():
        return Running(of, due, first=last.first_due)
    return Running(
        of,
        due,
        first=last.first_due,
        until=last.until,
        stopped_on=timezone.localdate(last.at),
        left_at=last.was_due,
    )


def changes(actor: Actor, case: Case) -> Any:
    """Every move of a deadline of the case, the newest first."""
    return DeadlineChange.objects.for_actor(actor).filter(case=case).order_by("-at", "-pk")
