"""When a task comes back."""

from __future__ import annotations

from datetime import date

import pytest

from casework.rules.tasks import Every, next_due


@pytest.mark.parametrize(
    ("due", "every", "today", "follows"),
    [
        (date(2026, 12, 2), Every.WEEK, date(2026, 12, 1), date(2026, 12, 9)),
        (date(2026, 12, 2), Every.FORTNIGHT, date(2026, 12, 2), date(2026, 12, 16)),
        # Done three weeks late: on its weekday, and not in the past.
        (date(2026, 12, 2), Every.WEEK, date(2026, 12, 24), date(2026, 12, 30)),
        (date(2026, 12, 2), Every.WEEK, date(2026, 12, 23), date(2026, 12, 23)),
        # The last day of a shorter month, and the 31st again.
        (date(2027, 1, 31), Every.MONTH, date(2027, 1, 31), date(2027, 2, 28)),
        (date(2027, 1, 31), Every.MONTH, date(2027, 3, 1), date(2027, 3, 31)),
        (date(2026, 11, 30), Every.QUARTER, date(2026, 12, 1), date(2027, 2, 28)),
        (date(2026, 11, 30), Every.QUARTER, date(2027, 3, 1), date(2027, 5, 30)),
    ],
)
def test_when_a_task_comes_back(due: date, every: Every, today: date, follows: date) -> None:
    assert next_due(due, every, today) == follows
