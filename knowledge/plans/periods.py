"""The half-years and years a status report is made for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

_SUMMER = 7


def periods(today: date, since: date | None = None) -> dict[str, tuple[str, date, date]]:
    """Code to words, first and last day: the half-year and the year at hand, and those before; of
    a plan adopted on the day ``since`` none that had ended by then."""
    half = 2 if today.month >= _SUMMER else 1
    before = (today.year, 1) if half == 2 else (today.year - 1, 2)
    found = {}
    for year, number in ((today.year, half), before):
        days = (date(year, 1, 1), date(year, 6, 30))
        if number == 2:
            days = (date(year, 7, 1), date(year, 12, 31))
        said = _("%(number)s. halvår %(year)s") % {"number": number, "year": year}
        found[f"{year}-{number}"] = (said, *days)
    for year in (today.year, today.year - 1):
        found[str(year)] = (str(year), date(year, 1, 1), date(year, 12, 31))
    return {code: told for code, told in found.items() if since is None or told[2] >= since}


def half_year_end(day: date) -> date:
    """The last day of the half-year of a day."""
    return date(day.year, 12, 31) if day.month >= _SUMMER else date(day.year, 6, 30)


def next_due(period_to: date, frozen_on: date) -> date:
    """When the report after one is due: at the end of the next half-year after its period, but not
    before that of the half-year in which it was frozen, which told how things stood then."""
    return max(half_year_end(period_to + timedelta(days=1)), half_year_end(frozen_on))


def mark_replaced(rows: Iterable[Any]) -> list[Any]:
    """Reports, the newest first, each told whether another for its period stands before it."""
    found, seen = list(rows), set()
    for row in found:
        row.is_replaced = (row.period_from, row.period_to) in seen
        seen.add((row.period_from, row.period_to))
    return found
