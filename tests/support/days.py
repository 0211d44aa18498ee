"""Days counted from the moment they are asked for.

A parameter of a test is made when tests are collected; a run that begins before midnight in Denmark
goes on after it, and what was tomorrow then is today.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from stopext.access import clock


@dataclass(frozen=True)
class InDays:
    """The day so many days from today; negative for days ago. As text, as it is typed."""

    days: int

    def date(self) -> date:
        """The day itself."""
        return clock.today() + timedelta(days=self.days)

    def __str__(self) -> str:
        return f"{self.date():%d.%m.%Y}"
