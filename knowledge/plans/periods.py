"""The half-years and years a status report is made for."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

_SUMMER = 7


def periods(today: date) -> dict[str, tuple[str, date, date]]:
    """Code to words, first and last day: the half-year and the year at hand, and those before."""
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
    return found
