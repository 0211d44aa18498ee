"""A time as precisely as it is known: a day, a month, a quarter or a year.

Stored as a day and a precision. A beginning is the first day of the period, an end the last one, so
that plans can be compared and what is late is told, while the page says what was written.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from knowledge.plans.choices import Precision
from stopext.web.dates import format_date
from stopext.web.fields import EARLIEST, LATEST, month_of

_YEAR = re.compile(r"(\d{4})")
_QUARTER = re.compile(r"([1-4])\.?\s*(?:kvartal|kvt\.?)\s*(\d{4})", re.IGNORECASE)
_MONTH = re.compile(r"([^\W\d_]+)\.?\s+(\d{4})")

#: How often something is measured, as people write it: weeks, or the months between; otherwise
#: each year.
_WEEK = gettext_lazy("uge")
_MONTHS = ((gettext_lazy("måned"), 1), (gettext_lazy("kvartal"), 3), (gettext_lazy("halv"), 6))
_YEAR_IN_MONTHS = 12
_MOST_WEEKS, _MOST_MONTHS = 5200, 1200
_EVERY = re.compile(r"\bhver\w*\s+(\d+)\b")
_OTHER = re.compile(r"\band(en|et)\b")
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """``months`` from the first of ``month`` on."""

    year: int
    month: int
    months: int
    precision: Precision

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        month = self.month + self.months - 1
        return date(self.year, month, monthrange(self.year, month)[1])


def read(text: str) -> Period | None:
    """``2027``, ``3. kvartal 2027`` or ``marts 2027``; nothing for all else, a day included."""
    said = text.strip()
    if found := _YEAR.fullmatch(said):
        return _within(Period(int(found[1]), 1, 12, Precision.YEAR))
    if found := _QUARTER.fullmatch(said):
        return _within(Period(int(found[2]), 3 * int(found[1]) - 2, 3, Precision.QUARTER))
    if (found := _MONTH.fullmatch(said)) and (month := month_of(found[1])):
        return _within(Period(int(found[2]), month, 1, Precision.MONTH))
    return None


def written(day: date | None, precision: str) -> str:
    """The time as a person writes it; empty when there is none."""
    if day is None:
        return ""
    if precision == Precision.YEAR:
        return str(day.year)
    if precision == Precision.QUARTER:
        return _("%(number)s. kvartal %(year)s") % {
            "number": (day.month + 2) // 3,
            "year": day.year,
        }
    if precision == Precision.MONTH:
        return date_format(day, "F Y")
    return format_date(day)


def bounds(day: date, precision: str) -> tuple[date, date]:
    """The first and the last day that a stored time can mean."""
    period = read(written(day, precision)) if precision != Precision.DAY else None
    return (period.first, period.last) if period else (day, day)


def _within(period: Period) -> Period | None:
    return period if EARLIEST.year <= period.year <= LATEST.year else None


def moved(day: date, months: int) -> date:
    """The same day so many months later, or the last of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def next_reading(day: date, frequency: str) -> date:
    """When what was read on a day is read again, from how often people say that they measure: weeks
    or calendar months later, and at the end of a month where the day was one."""
    said = frequency.casefold()
    every = _EVERY.search(said)
    times = max(1, int(every[1])) if every else 2 if _OTHER.search(said) else 1
    if str(_WEEK) in said:
        return day + timedelta(weeks=min(times, _MOST_WEEKS))
    months = next((months for word, months in _MONTHS if str(word) in said), _YEAR_IN_MONTHS)
    later = moved(day, min(months * times, _MOST_MONTHS))
    return moved(later.replace(day=1), 1) - _DAY if (day + _DAY).day == 1 else later
