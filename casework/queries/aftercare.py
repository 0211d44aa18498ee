"""Which check of the aftercare comes next: what was checked before is not asked for again."""

from __future__ import annotations

from casework.models import Case, StateChange
from casework.rules.clocks import AFTERCARE, Clock
from casework.rules.workflow import State
from stopext.access.actor import Actor


def checks_held(actor: Actor, case: Case) -> int:
    """Checks since the case was closed; ending the aftercare is one. One query."""
    said = StateChange.objects.for_actor(actor).filter(
        case=case, source=State.AFTERCARE, target__in=[State.AFTERCARE, State.CLOSED]
    )
    return said.filter(at__gte=case.closed_at).count() if case.closed_at else 0


def check_after(held: int) -> Clock:
    """The check that follows so many."""
    return AFTERCARE[min(held, len(AFTERCARE) - 1)]
