"""Who may do what with a cohort, and what is wrong with what was typed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stopext.access.actor import Actor
from stopext.access.errors import Refused
from stopext.access.roles import Permission

#: So many municipalities make plans together (the centre's task).
FEWEST, MOST = 20, 25


def check_guides(by: Actor) -> None:
    """The centre's advisers make cohorts."""
    if not by.can(Permission.GUIDE_MUNICIPALITIES):
        raise Refused(_("Kun centerets rådgivere kan ændre et forløb."))


def check_reports(by: Actor) -> None:
    """A municipality says itself how far it is."""
    if not by.can(Permission.EDIT_OWN_PLAN):
        raise Refused(_("Kun kommunens tovholder og leder melder, hvor langt I er."))


def period_fault(start: date | None, end: date | None) -> str:
    """What is wrong with a period; empty when nothing is."""
    if start and end and end < start:
        return _("Slutdatoen ligger før startdatoen.")
    return ""


def overlap_fault(start: date, end: date, others: Iterable[tuple[str, date, date]]) -> str:
    """Why a municipality cannot be a member from ``start`` to ``end``: it is in one of the others
    (name, first and last day) at the same time. Empty when it can."""
    for name, first, last in others:
        if first <= end and start <= last:
            told = _("Kommunen er med i “%s” i en del af samme tid. Ret perioden der eller her.")
            return told % name
    return ""


def size_warning(number: int) -> str:
    """What is to be said of the number of members; empty when it is as it should be."""
    if number < FEWEST:
        told = ngettext(
            "Forløbet har %(number)s kommune. Det skal have mindst %(fewest)s.",
            "Forløbet har %(number)s kommuner. Det skal have mindst %(fewest)s.",
            number,
        )
        return told % {"number": number, "fewest": FEWEST}
    if number > MOST:
        return _("Forløbet har %(number)s kommuner. Det skal have højst %(most)s.") % {
            "number": number,
            "most": MOST,
        }
    return ""


def done_fault(done_on: date | None, today: date) -> str:
    """What is wrong with the day on which a milestone was reached."""
    if done_on and done_on > today:
        return _("Datoen ligger i fremtiden. Meld milepælen, når I har nået den.")
    return ""
