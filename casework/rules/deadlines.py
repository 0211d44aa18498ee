"""Moving a deadline of a case: which may be moved, how far, and how. Pure.

What the law sets (a child's 24 hours, the receipt) is never moved, a rest has its own end, and
somebody must be named at once. The others are good practice: a reason moves them by four weeks at
most, all together, as long as a case may rest.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from casework.rules import clocks
from casework.rules.clocks import COPENHAGEN, PAUSE, Clock, Unit
from casework.rules.disclosure import expires_at
from stopext.access.errors import Invalid
from stopext.web.dates import add_working_days, format_date, working_days_between

#: How far all moves of one deadline take it from the day it had first.
LONGEST = timedelta(days=PAUSE.amount)
MOVABLE = frozenset(
    clock.key
    for clock in (
        clocks.ASSESS,
        clocks.INFORMATION,
        clocks.MEETING,
        clocks.DECISIONS,
        clocks.REVIEW,
        *clocks.AFTERCARE,
    )
)


class DeadlineStep(TextChoices):
    """What is done to a deadline."""

    EXTENDED = "extended", _("Udsæt fristen")
    STOPPED = "stopped", _("Stands fristen, mens der ventes")
    RESUMED = "resumed", _("Lad fristen løbe igen")


#: What a step is called afterwards.
DONE: dict[str, Promise] = {
    DeadlineStep.EXTENDED: _("Fristen er udsat"),
    DeadlineStep.STOPPED: _("Fristen er standset"),
    DeadlineStep.RESUMED: _("Fristen løber igen"),
}


@dataclass(frozen=True, slots=True)
class Running:
    """A deadline as it stands. ``first`` is where it was before anybody moved it; of one that
    stands still ``until`` is the last day it does, ``left_at`` where it was, ``stopped_on`` since
    when."""

    clock: Clock
    due: datetime
    first: datetime
    until: date | None = None
    stopped_on: date | None = None
    left_at: datetime | None = None


def moved(running: Running, step: DeadlineStep, day: date | None, today: date) -> datetime:
    """When the deadline ends after ``step``; ``day`` is the new one, or the last on which it stands
    still.

    Raises:
        Invalid: the clock is not to be moved, the day is missing or impossible, it goes further
            than allowed, or it stands still already, or does not.
    """
    if running.clock.key not in MOVABLE:
        raise Invalid(gettext("Fristen “%s” kan ikke flyttes.") % running.clock.label)
    return _STEPS[step](running, day, today)


def _extended(running: Running, day: date | None, today: date) -> datetime:
    if running.until is not None:
        raise Invalid(
            gettext("Fristen er standset. Lad den løbe igen, før du udsætter den."), "step"
        )
    due = running.due.astimezone(COPENHAGEN).date()
    if _given(day) <= max(due, today):
        raise Invalid(gettext("Vælg en dag efter fristen og efter i dag."), "day")
    return _within(running, expires_at(_given(day)))


def _stopped(running: Running, day: date | None, today: date) -> datetime:
    if running.until is not None:
        raise Invalid(gettext("Fristen er standset allerede."), "step")
    if running.due.astimezone(COPENHAGEN).date() < today:
        raise Invalid(gettext("Fristen er overskredet. Den kan udsættes, ikke standses."), "step")
    if _given(day) <= today:
        raise Invalid(gettext("Vælg en dag efter i dag."), "day")
    return _within(running, _later(running.clock, running.due, today, _given(day)))


def _resumed(running: Running, _day: date | None, today: date) -> datetime:
    if running.left_at is None or running.stopped_on is None:
        raise Invalid(gettext("Fristen er ikke standset."), "step")
    return _later(running.clock, running.left_at, running.stopped_on, today)


_STEPS: dict[DeadlineStep, Callable[[Running, date | None, date], datetime]] = {
    DeadlineStep.EXTENDED: _extended,
    DeadlineStep.STOPPED: _stopped,
    DeadlineStep.RESUMED: _resumed,
}


def _later(clock: Clock, due: datetime, stopped_on: date, last: date) -> datetime:
    """What was left when it stopped, counted from ``last`` in the clock's own days."""
    end = due.astimezone(COPENHAGEN).date()
    if clock.unit is Unit.WORKING_DAYS:
        return expires_at(add_working_days(last, working_days_between(stopped_on, end)))
    return expires_at(end + (last - stopped_on))


def _within(running: Running, due: datetime) -> datetime:
    latest = running.first.astimezone(COPENHAGEN).date() + LONGEST
    if due.astimezone(COPENHAGEN).date() > latest:
        raise Invalid(
            gettext("Fristen kan i alt flyttes fire uger: senest til %s.") % format_date(latest),
            "day",
        )
    return due


def _given(day: date | None) -> date:
    if day is None:
        raise Invalid(gettext("Vælg en dag."), "day")
    return day
