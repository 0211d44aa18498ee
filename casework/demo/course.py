"""A story under way: who leads it, how far it has come, and the hours it happens in."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from random import Random
from uuid import UUID

from casework.demo.daytime import Office, Slot
from casework.demo.loader import Story
from casework.demo.timeline import is_urgent
from casework.models import Case
from screening.models import Screening
from stopext.access import clock
from stopext.access.actor import Actor


@dataclass
class Course:
    """A story under way. ``by`` leads the case; ``team`` are the memberships of those put on it.

    ``after``: when the municipality registered its previous concern. ``times`` decides nothing but
    times of day, so that the same story says the same whenever it is told.
    """

    story: Story
    by: Actor
    team: list[UUID]
    now: datetime
    random: Random
    times: Random
    earlier: Case | None = None
    after: datetime | None = None
    case: Case = field(init=False)
    screening: Screening | None = field(init=False, default=None)
    pause: timedelta = field(init=False, default=timedelta(0))

    @cached_property
    def office(self) -> Office:
        """The hours in which the story can have happened."""
        return Office(self.now, on_call=is_urgent(self.story))

    def step(self, slot: Slot, act: Callable[[], object]) -> None:
        """Do ``act`` at its own time."""
        self._moment, self.pause = slot.start, slot.pause
        with clock.at(slot.start):
            act()

    def later(self) -> AbstractContextManager[None]:
        """Some minutes after what the current step did last."""
        self._moment += self.pause * (0.5 + self.times.random() / 2)
        return clock.at(self._moment)

    def version(self) -> int:
        """Version of the case as it stands."""
        self.case.refresh_from_db()
        return self.case.version
