"""Tasks of a case: how often they come back, and when somebody is reminded. Pure."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _

from casework.rules.clocks import add_months


class Every(TextChoices):
    """How often a task comes back."""

    WEEK = "week", _("Hver uge")
    FORTNIGHT = "fortnight", _("Hver 14. dag")
    MONTH = "month", _("Hver måned")
    QUARTER = "quarter", _("Hver 3. måned")


class TaskEnd(TextChoices):
    """How a task ended."""

    DONE = "done", _("Løst")
    CANCELLED = "cancelled", _("Aflyst")


class Ahead(IntegerChoices):
    """How many days before its day the owner is reminded."""

    SAME_DAY = 0, _("På dagen")
    DAY = 1, _("Dagen før")
    THREE = 3, _("3 dage før")
    WEEK = 7, _("En uge før")


_DAYS = {Every.WEEK: 7, Every.FORTNIGHT: 14}
_MONTHS = {Every.MONTH: 1, Every.QUARTER: 3}
#: More rounds than fit between two days that can be typed.
_ROUNDS = 6000


def next_due(due: date, every: Every, today: date) -> date:
    """The day on which a task that was due on ``due`` comes back: counted from that day, and never
    before ``today``. The 31st is the last day of a shorter month, and the 31st again after it."""
    rounds = (_after(due, every, count) for count in range(1, _ROUNDS))
    return next(day for day in rounds if day >= today)


def _after(due: date, every: Every, count: int) -> date:
    if every in _DAYS:
        return due + timedelta(days=_DAYS[every] * count)
    return add_months(due, _MONTHS[every] * count)
