"""Which check of the aftercare comes next: what was checked before is not asked for again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from casework.models import Case, StateChange
from casework.rules.clocks import AFTERCARE, Clock
from casework.rules.workflow import State
from stopext.access import clock
from stopext.access.actor import Actor

#: So long before its day the first check of a closed case is called up.
AHEAD = timedelta(days=14)


def checks_held(actor: Actor, case: Case) -> int:
    """Checks since the case was closed; ending the aftercare is one. One query."""
    said = StateChange.objects.for_actor(actor).filter(
        case=case, source=State.AFTERCARE, target__in=[State.AFTERCARE, State.CLOSED]
    )
    return said.filter(at__gte=case.closed_at).count() if case.closed_at else 0


def check_after(held: int) -> Clock:
    """The check that follows so many."""
    return AFTERCARE[min(held, len(AFTERCARE) - 1)]


def to_check(actor: Actor) -> Any:
    """Closed cases whose first check is near or past; it begins by itself, and somebody holds it.
    What is in aftercare already has its deadline among those of running cases."""
    rows = Case.objects.for_actor(actor).filter(state=State.CLOSED)
    return rows.filter(due_at__lte=clock.now() + AHEAD)
