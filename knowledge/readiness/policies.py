"""Who may do what with a self-assessment and a review (the gate asked the role)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.utils.translation import gettext as _

from knowledge.readiness.choices import State
from stopext.access.actor import Actor
from stopext.access.errors import Invalid, Refused
from stopext.access.roles import Permission

#: How long another municipality reads what was locked, when nothing else is said; and at most.
USUAL_DAYS, MOST_DAYS = 60, 180
#: The states in which a review is not over.
OPEN = (State.ASKED, State.ACCEPTED, State.SENT, State.ANSWERED)


def check_can_write(by: Actor) -> None:
    """Coordinators and leaders answer, ask and review."""
    if not by.can(Permission.EDIT_OWN_PLAN):
        raise Refused(_("Kun tovholder og leder arbejder med selvvurderingen."))


def check_all_answered(missing: Iterable[str]) -> None:
    """Each statement has its answer; not knowing is one."""
    if names := list(missing):
        told = _("Der mangler svar under: %s. Vælg »Ved ikke«, hvor I ikke ved det.")
        raise Invalid(told % ", ".join(names))


def until_fault(until: date, today: date) -> str:
    """What is wrong with the last day on which others read; empty when nothing is."""
    if until <= today:
        return _("Dagen skal ligge i fremtiden.")
    if until > today + timedelta(days=MOST_DAYS):
        return _("Højst 180 dage frem.")
    return ""


def check_state(state: State, *allowed: State) -> None:
    """A deed fits where the review is now."""
    if state not in allowed:
        raise Refused(_("Gennemgangen er et andet sted nu: %s.") % state.label.lower())
