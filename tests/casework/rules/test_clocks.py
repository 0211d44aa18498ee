from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.rules import clocks
from casework.rules.clocks import CLOCKS, COPENHAGEN, add_months
from stopext.web.dates import add_working_days, is_working_day

DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))


def local(year: int, month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=COPENHAGEN)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 11, 23), True),
        (date(2026, 11, 22), False),
        (date(2026, 4, 2), False),
        (date(2026, 5, 1), True),
        (date(2026, 5, 14), False),
        (date(2026, 6, 5), False),
        (date(2026, 12, 24), False),
        (date(2026, 12, 31), False),
        (date(2023, 5, 5), False),
        (date(2024, 4, 26), True),
    ],
)
def test_danish_working_days(day: date, expected: bool) -> None:
    assert is_working_day(day) is expected


@pytest.mark.parametrize(
    ("clock", "start", "due"),
    [
        (clocks.ASSESS, local(2026, 11, 23, 10), local(2026, 11, 30, 23, 59)),
        (clocks.RECEIPT, local(2026, 11, 30, 10), local(2026, 12, 7, 23, 59)),
        (clocks.RECEIPT, local(2026, 12, 21, 10), local(2026, 12, 30, 23, 59)),
        (clocks.RECEIPT, local(2026, 6, 1, 10), local(2026, 6, 8, 23, 59)),
        (clocks.INFORMATION, local(2026, 3, 27, 10), local(2026, 4, 15, 23, 59)),
        (clocks.MEETING, local(2026, 11, 23, 10), local(2026, 12, 7, 23, 59)),
        (clocks.REVIEW, local(2026, 11, 30, 10), local(2027, 2, 28, 23, 59)),
        (clocks.PAUSE, local(2026, 11, 23, 10), local(2026, 12, 21, 23, 59)),
        (clocks.AFTERCARE_FIRST, local(2026, 8, 31, 10), local(2027, 2, 28, 23, 59)),
        (clocks.AFTERCARE_SECOND, local(2028, 2, 29, 10), local(2029, 2, 28, 23, 59)),
        (clocks.ASSESS, local(2026, 11, 21, 10), local(2026, 11, 27, 23, 59)),
    ],
)
def test_deadlines(clock: clocks.Clock, start: datetime, due: datetime) -> None:
    assert clock.due(start) == due


@pytest.mark.parametrize(
    ("start", "due"),
    [
        (local(2026, 3, 28, 15), local(2026, 3, 29, 16)),
        (local(2026, 10, 24, 15), local(2026, 10, 25, 14)),
        (local(2026, 11, 23, 15), local(2026, 11, 24, 15)),
    ],
)
def test_24_hours_are_24_hours_when_the_clock_is_changed(start: datetime, due: datetime) -> None:
    found = clocks.ASSESS_MINOR.due(start)
    assert found == due
    assert found.astimezone(UTC) - start.astimezone(UTC) == timedelta(hours=24)


def test_day_is_counted_in_danish_time() -> None:
    late = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
    assert clocks.ASSIGN.due(late) == local(2026, 11, 25, 23, 59)


@pytest.mark.parametrize("clock", CLOCKS.values(), ids=str)
def test_naive_times_are_refused(clock: clocks.Clock) -> None:
    with pytest.raises(ValueError, match="timezone aware"):
        clock.due(datetime(2026, 11, 23, 10))  # noqa: DTZ001 (the point of the test)


@given(DAYS, st.integers(1, 30))
def test_working_days_add_and_count_alike(day: date, count: int) -> None:
    due = add_working_days(day, count)
    assert is_working_day(due)
    assert clocks.working_days_between(day, due) == count
    assert clocks.working_days_between(due, day) == -count


@given(DAYS, st.integers(0, 60))
def test_months_keep_the_day_or_the_last_of_the_month(day: date, count: int) -> None:
    later = add_months(day, count)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == count
    assert later.day == day.day or (later + timedelta(days=1)).day == 1


def test_every_clock_is_listed() -> None:
    assert len(CLOCKS) == 12
