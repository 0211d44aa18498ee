"""Deadlines of a case: what the law or good practice expects, counted in Danish time.

Working days are Monday to Friday, without public holidays and without 5 June, 24 and 31 December,
when municipal offices are closed. A "hverdag" of the law may be a Saturday and a day on which only
the offices are closed: counted so, nothing is late. The day something arrives does not count. A
deadline in days ends with the last minute of its last day; a deadline in hours is exact and
survives the change between summer and winter time.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stopext.web.dates import add_working_days, is_weekday, is_working_day

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
END_OF_DAY = time(23, 59)


class Unit(StrEnum):
    """How an amount of time is counted."""

    HOURS = "hours"
    WORKING_DAYS = "working_days"
    WEEKDAYS = "weekdays"
    DAYS = "days"
    MONTHS = "months"


def working_days_between(start: date, end: date) -> int:
    """Working days after ``start`` up to and including ``end``; negative when ``end`` is past."""
    if end < start:
        return -working_days_between(end, start)
    days = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
    return sum(is_working_day(day) for day in days)


def add_months(day: date, count: int) -> date:
    """Same day ``count`` months later, or the last day of that month where it does not exist."""
    years, month = divmod(day.month - 1 + count, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


@dataclass(frozen=True, slots=True)
class Clock:
    """A deadline with the reason it exists. ``amount`` is in ``unit``; ``source`` is the basis."""

    key: str
    label: Promise
    amount: int
    unit: Unit
    source: Promise

    def due(self, start: datetime) -> datetime:
        """When the deadline ends, in Danish time.

        Raises ValueError when ``start`` is not timezone aware.
        """
        if start.tzinfo is None:
            raise ValueError("start must be timezone aware")
        if self.unit is Unit.HOURS:
            return (start.astimezone(UTC) + timedelta(hours=self.amount)).astimezone(COPENHAGEN)
        last = self._last_day(start.astimezone(COPENHAGEN).date())
        return datetime.combine(last, END_OF_DAY, tzinfo=COPENHAGEN)

    def _last_day(self, first: date) -> date:
        if self.unit is Unit.WORKING_DAYS:
            return add_working_days(first, self.amount)
        if self.unit is Unit.WEEKDAYS:
            return add_working_days(first, self.amount, counts=is_weekday)
        if self.unit is Unit.MONTHS:
            return add_months(first, self.amount)
        return first + timedelta(days=self.amount)


ASSIGN = Clock(
    "assign",
    _("Tovholder udpeget"),
    1,
    Unit.WORKING_DAYS,
    _("God praksis: en henvendelse må ikke ligge uden en ansvarlig"),
)
ASSESS_MINOR = Clock(
    "assess_minor",
    _("Vurdering af underretning om en person under 18 år"),
    24,
    Unit.HOURS,
    _("Barnets lov: underretninger vurderes inden 24 timer"),
)
ASSESS = Clock(
    "assess",
    _("Indledende vurdering"),
    5,
    Unit.WORKING_DAYS,
    _("God praksis: indledende vurdering inden 5 arbejdsdage"),
)
RECEIPT = Clock(
    "receipt",
    _("Kvittering til den, der henvendte sig"),
    6,
    Unit.WEEKDAYS,
    _("Barnets lov: underretteren får kvittering inden 6 hverdage; lørdage er regnet med"),
)
INFORMATION = Clock(
    "information",
    _("Svar fra inviterede myndigheder"),
    10,
    Unit.WORKING_DAYS,
    _("God praksis: oplysninger inden 10 arbejdsdage"),
)
MEETING = Clock(
    "meeting",
    _("Analysemøde i infohuset"),
    14,
    Unit.DAYS,
    _("God praksis: møde i infohuset mindst hver 14. dag"),
)
DECISIONS = Clock(
    "decisions",
    _("Hver myndigheds egen beslutning"),
    5,
    Unit.WORKING_DAYS,
    _("Infohuset anbefaler; hver myndighed beslutter selv inden 5 arbejdsdage"),
)
REVIEW = Clock(
    "review",
    _("Opfølgning på indsatsen"),
    3,
    Unit.MONTHS,
    _("God praksis: opfølgning mindst hver 3. måned"),
)
PAUSE = Clock(
    "pause",
    _("Sagen må højst ligge i bero"),
    28,
    Unit.DAYS,
    _("God praksis: i bero højst 4 uger"),
)
AFTERCARE_FIRST = Clock(
    "aftercare_first",
    _("Første eftertjek"),
    6,
    Unit.MONTHS,
    _("God praksis: eftertjek 6 måneder efter afslutning"),
)
AFTERCARE_SECOND = Clock(
    "aftercare_second",
    _("Andet eftertjek"),
    12,
    Unit.MONTHS,
    _("God praksis: eftertjek 12 måneder efter afslutning"),
)
AFTERCARE_EXTENDED = Clock(
    "aftercare_extended",
    _("Forlænget eftertjek"),
    24,
    Unit.MONTHS,
    _("God praksis: eftertjek kan forlænges til 24 måneder ved begrundet beslutning"),
)

#: The checks of aftercare, one after the other; the last is what somebody extends it to.
AFTERCARE = (AFTERCARE_FIRST, AFTERCARE_SECOND, AFTERCARE_EXTENDED)

CLOCKS: dict[str, Clock] = {
    clock.key: clock
    for clock in (
        ASSIGN,
        ASSESS_MINOR,
        ASSESS,
        RECEIPT,
        INFORMATION,
        MEETING,
        DECISIONS,
        REVIEW,
        PAUSE,
        AFTERCARE_FIRST,
        AFTERCARE_SECOND,
        AFTERCARE_EXTENDED,
    )
}
