"""Moving a deadline: which, how far, and where it ends."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from casework.rules import clocks
from casework.rules.clocks import CLOCKS, COPENHAGEN
from casework.rules.deadlines import DONE, MOVABLE, DeadlineStep, Running, moved
from casework.rules.disclosure import expires_at
from stopext.access.errors import Invalid

#: A Wednesday.
TODAY = date(2026, 12, 2)
#: Five working days on: Wednesday again.
DUE = expires_at(date(2026, 12, 9))
ASSESS = Running(clocks.ASSESS, DUE, first=DUE)
MEETING = replace(ASSESS, clock=clocks.MEETING)
STOPPED = replace(
    ASSESS,
    due=expires_at(date(2026, 12, 16)),
    until=date(2026, 12, 9),
    stopped_on=date(2026, 12, 2),
    left_at=DUE,
)
LATE = replace(ASSESS, due=expires_at(date(2026, 12, 1)), first=expires_at(date(2026, 12, 1)))


@pytest.mark.parametrize(
    ("running", "step", "day", "ends"),
    [
        (ASSESS, DeadlineStep.EXTENDED, date(2026, 12, 18), date(2026, 12, 18)),
        (LATE, DeadlineStep.EXTENDED, date(2026, 12, 3), date(2026, 12, 3)),
        # Five working days were left: they are counted from the 9th, a Wednesday.
        (ASSESS, DeadlineStep.STOPPED, date(2026, 12, 9), date(2026, 12, 16)),
        # Over Christmas and the new year, when the offices are closed on five weekdays.
        (ASSESS, DeadlineStep.STOPPED, date(2026, 12, 22), date(2027, 1, 4)),
        # A clock of calendar days goes on with those.
        (MEETING, DeadlineStep.STOPPED, date(2026, 12, 12), date(2026, 12, 19)),
        # It runs again three days after it stopped.
        (STOPPED, DeadlineStep.RESUMED, None, date(2026, 12, 14)),
    ],
)
def test_where_a_deadline_ends(
    running: Running, step: DeadlineStep, day: date | None, ends: date
) -> None:
    today = date(2026, 12, 7) if step is DeadlineStep.RESUMED else TODAY

    assert moved(running, step, day, today) == expires_at(ends)


@pytest.mark.parametrize(
    ("running", "step", "day", "says", "field"),
    [
        (ASSESS, DeadlineStep.EXTENDED, None, "Vælg en dag.", "day"),
        (ASSESS, DeadlineStep.EXTENDED, date(2026, 12, 9), "efter fristen", "day"),
        (LATE, DeadlineStep.EXTENDED, TODAY, "efter i dag", "day"),
        (ASSESS, DeadlineStep.EXTENDED, date(2027, 1, 7), "senest til 6. januar 2027", "day"),
        (ASSESS, DeadlineStep.STOPPED, None, "Vælg en dag.", "day"),
        (ASSESS, DeadlineStep.STOPPED, TODAY, "efter i dag", "day"),
        (ASSESS, DeadlineStep.STOPPED, date(2027, 1, 4), "i alt flyttes fire uger", "day"),
        (LATE, DeadlineStep.STOPPED, date(2026, 12, 9), "overskredet", "step"),
        (STOPPED, DeadlineStep.STOPPED, date(2026, 12, 11), "standset allerede", "step"),
        (STOPPED, DeadlineStep.EXTENDED, date(2026, 12, 18), "Lad den løbe igen", "step"),
        (ASSESS, DeadlineStep.RESUMED, None, "ikke standset", "step"),
    ],
)
def test_what_is_refused(
    running: Running, step: DeadlineStep, day: date | None, says: str, field: str
) -> None:
    with pytest.raises(Invalid, match=says) as refused:
        moved(running, step, day, TODAY)

    assert refused.value.field == field


@pytest.mark.parametrize("key", sorted({*CLOCKS} - MOVABLE))
def test_what_the_law_sets_is_never_moved(key: str) -> None:
    running = replace(ASSESS, clock=CLOCKS[key])

    for step in DeadlineStep:
        with pytest.raises(Invalid, match="kan ikke flyttes"):
            moved(running, step, date(2026, 12, 18), TODAY)


def test_a_childs_day_and_the_receipt_are_the_laws() -> None:
    assert {"assess_minor", "receipt", "assign", "pause"} == {*CLOCKS} - MOVABLE
    assert {*DONE} == {*DeadlineStep}


@pytest.mark.parametrize("zone", [COPENHAGEN, ZoneInfo("UTC")])
def test_the_change_of_the_clock_moves_no_day(zone: ZoneInfo) -> None:
    """Over the last Sunday of March, also when it is read in another zone."""
    due = expires_at(date(2027, 3, 26)).astimezone(zone)
    running = Running(clocks.REVIEW, due, first=due)

    ends = moved(running, DeadlineStep.STOPPED, date(2027, 3, 29), date(2027, 3, 22))

    assert ends == datetime(2027, 4, 2, 23, 59, 59, tzinfo=COPENHAGEN)
