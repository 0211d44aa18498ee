"""When the demo's people work: what happened some days ago happened within a working day.

Pure. The demo may be seeded at night, at a weekend or on a holiday; its stories are never told as
if somebody had sat in the office then, and never in the future.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property, lru_cache
from itertools import groupby
from random import Random

from casework.rules.clocks import COPENHAGEN
from stopext.web.dates import is_working_day

OPENS, CLOSES = time(8, 20), time(15, 50)
#: Before this hour a day is too young to have held anything.
UNDER_WAY = time(10, 30)
#: A child's first assessment has 24 hours, also over a weekend. What is left is for looking at it.
ON_CALL = timedelta(hours=21)
#: The part of a step's time in which it may begin; the rest is room for what belongs to it.
_BEGINS = 0.4
#: More than any step has parts.
_PARTS = 18
_LONGEST_PAUSE = timedelta(minutes=11)
_BETWEEN_CONCERNS = timedelta(minutes=7)


@dataclass(frozen=True, slots=True)
class Slot:
    """When a step begins, and how long at most passes between its parts."""

    start: datetime
    pause: timedelta


@dataclass(frozen=True)
class Office:
    """The office hours before ``now`` (timezone aware).

    ``on_call``: what happens last falls within a child's 24 hours, even at a weekend.
    """

    now: datetime
    on_call: bool = False

    def day(self, ago: float) -> date:
        """The working day of something ``ago`` days back; more days back is never later.

        Closed days from Monday to Friday do not count, so a week back holds five working days and
        deadlines in working days run out at Christmas as in any other week.
        """
        if self.on_call and round(ago) < 1:
            return self._last_begun
        counted = _counted(self._local.date(), round(ago))
        return min(_working_day(counted), _working_day(self._last_begun))

    def hours(self, day: date) -> tuple[datetime, datetime]:
        """From when to when somebody was at work on a day that ``day()`` answered."""
        first, last = (datetime.combine(day, hour, tzinfo=COPENHAGEN) for hour in (OPENS, CLOSES))
        if self.on_call and day == self._last_begun:
            first = max(first, self.now - ON_CALL)
        return first.astimezone(UTC), min(last, self._local - timedelta(minutes=1)).astimezone(UTC)

    def next_slot(self, after: datetime, random: Random) -> Slot:
        """On the working day after ``after``, or later the same day when none has begun since."""
        day = after.astimezone(COPENHAGEN).date() + timedelta(days=1)
        while not is_working_day(day):
            day += timedelta(days=1)
        if day > self.day(0):
            return _slot(after, max(after, self.hours(self.day(0))[1]), random)
        return _slot(*self.hours(day), random)

    @property
    def _local(self) -> datetime:
        return self.now.astimezone(COPENHAGEN)

    @cached_property
    def _last_begun(self) -> date:
        return self._local.date() - timedelta(days=self._local.time() < UNDER_WAY)


def slots(
    office: Office, agos: Sequence[float], random: Random, after: datetime | None = None
) -> Iterator[Slot]:
    """One slot for each age, oldest first; those of a day share its hours, in order.

    ``after``: when the office registered its previous concern.
    """
    for day, group in groupby(office.day(ago) for ago in agos):
        first, last = office.hours(day)
        if after is not None:
            first = max(first, after + _BETWEEN_CONCERNS)
        count = len(list(group))
        share = (last - first) / count
        for number in range(count):
            yield _slot(first + share * number, first + share * (number + 1), random)


def _slot(first: datetime, last: datetime, random: Random) -> Slot:
    room = last - first
    start = first + room * (random.random() * _BEGINS)
    return Slot(start, min(room * (1 - _BEGINS) / _PARTS, _LONGEST_PAUSE))


def _working_day(day: date) -> date:
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day


# Every step of every story asks it of the same day.
@lru_cache(maxsize=512)
def _counted(day: date, ago: int) -> date:
    while ago > 0:
        day -= timedelta(days=1)
        ago -= is_working_day(day) or day.weekday() >= 5
    return day
