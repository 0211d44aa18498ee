"""Danish dates, working days and what a deadline says to the reader. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import cache, lru_cache
from typing import TypeGuard

import holidays
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

#: 5 June, 24 and 31 December.
CLOSED_DAYS = frozenset({(6, 5), (12, 24), (12, 31)})


#: Nobody can count further ahead: later deadlines are shown as a date.
COUNTED_DAYS = 35
LAST_MINUTE = time(23, 59)


class Urgency(StrEnum):
    """How a deadline is shown; always together with words and an icon."""

    OVERDUE = "overdue"
    SOON = "soon"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline in words."""

    text: str
    urgency: Urgency


@cache
def _public_holidays() -> holidays.HolidayBase:
    return holidays.country_holidays("DK")


# A year's count asks of each of its days, and the calendar takes 20 times as long to answer.
@lru_cache(maxsize=4096)
def is_working_day(day: date) -> bool:
    """Monday to Friday, not a Danish public holiday (Store Bededag counts as work from 2024), and
    not a day when municipal offices are closed. Shown and counted deadlines share this rule."""
    closed = (day.month, day.day) in CLOSED_DAYS or day in _public_holidays()
    return day.weekday() < 5 and not closed


def working_days_between(first: date, last: date) -> int:
    """Working days after ``first`` up to and including ``last``; 0 when ``last`` is not later."""
    return sum(
        is_working_day(first + timedelta(days=step + 1)) for step in range((last - first).days)
    )


def is_weekday(day: date) -> bool:
    """A "hverdag" at its widest: Monday to Saturday, not a Danish public holiday."""
    return day.weekday() < 6 and day not in _public_holidays()


def add_working_days(
    start: date, days: int, *, counts: Callable[[date], bool] = is_working_day
) -> date:
    """The ``days``-th day after ``start`` that ``counts``; ``start`` itself when ``days`` is 0."""
    day = start
    while days > 0:
        day += timedelta(days=1)
        days -= counts(day)
    return day


def describe_deadline(due: date | datetime, now: datetime | None = None) -> Deadline:
    """Say when something is due, as seen at ``now`` (default: this moment).

    A date is due at the end of its day, a ``datetime`` to the minute. Within some weeks ahead the
    distance is given in working days, since nobody works on the others; lateness, and the way to a
    day off, in calendar days.
    """
    moment = timezone.localtime(now)
    today = moment.date()
    day = timezone.localtime(due).date() if isinstance(due, datetime) else due
    if (isinstance(due, datetime) and due < moment) or day < today:
        return Deadline(_late((today - day).days), Urgency.OVERDUE)
    if day == today:
        return Deadline(_today(due), Urgency.SOON)
    if (day - today).days == 1 and _has_hour(due):
        return Deadline(_("i morgen kl. %s") % format_time(due), Urgency.SOON)
    if (day - today).days > COUNTED_DAYS:
        return Deadline(format_date(day), Urgency.LATER)
    working = working_days_between(today, day)
    urgency = Urgency.SOON if working <= 2 else Urgency.LATER
    if not is_working_day(day):  # the last working day before it is another day
        days = (day - today).days
        return Deadline(ngettext("om %d dag", "om %d dage", days) % days, urgency)
    text = ngettext("om %d arbejdsdag", "om %d arbejdsdage", working) % working
    return Deadline(text, urgency)


def _late(days: int) -> str:
    if days == 0:
        return _("over frist i dag")
    return ngettext("%d dag over frist", "%d dage over frist", days) % days


def _has_hour(due: date | datetime) -> TypeGuard[datetime]:
    """Whether it is due at an hour, and not with the last minute of a day."""
    return isinstance(due, datetime) and timezone.localtime(due).time() < LAST_MINUTE


def _today(due: date | datetime) -> str:
    if _has_hour(due):
        return _("i dag kl. %s") % format_time(due)
    return _("i dag")


def format_date(value: date | datetime) -> str:
    """``1. april 2017``"""
    return date_format(_local(value), "j. F Y")


def format_time(value: datetime | time) -> str:
    """``14.30``"""
    return date_format(_local(value), "H.i") if isinstance(value, datetime) else f"{value:%H.%M}"


def format_datetime(value: datetime, now: datetime | None = None) -> str:
    """``20. nov. kl. 10.12``, with the year when it is not this year."""
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    year = "" if local.year == timezone.localtime(now).year else f" {local.year}"
    # Django's own abbreviations are not Danish usage ("1. april", never "1. apr").
    return f"{local.day}. {_short_months()[local.month - 1]}{year} {_('kl.')} {local:%H.%M}"


def _short_months() -> list[str]:
    return _("jan.|feb.|marts|april|maj|juni|juli|aug.|sept.|okt.|nov.|dec.").split("|")


def _local(value: date | datetime) -> date | datetime:
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value
