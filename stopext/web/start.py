"""What an app brings to the start page of a role: its deeds and its panels of work."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from stopext.access.actor import Actor


@dataclass(frozen=True, slots=True)
class Item:
    """One line of work: where it leads, what it is, and when it is due."""

    label: str
    url: str
    text: str = ""
    due: date | datetime | None = None


@dataclass(frozen=True, slots=True)
class Panel:
    """A group of work. ``total`` counts all of it when ``items`` shows only the first."""

    title: str
    items: list[Item] = field(default_factory=list)
    empty: str = ""
    total: int | None = None
    more_url: str = ""
    order: int = 50

    @property
    def count(self) -> int:
        """How many there are in all."""
        return len(self.items) if self.total is None else self.total

    @property
    def is_counted(self) -> bool:
        """Whether the number of items says how many there are."""
        return bool(self.count) and (self.total is not None or not self.more_url)


@dataclass(frozen=True, slots=True)
class Deed:
    """A button on the start page."""

    label: str
    url: str


#: What an app brings to a role's start page.
Provider = Callable[[Actor], tuple[list[Deed], list[Panel]]]
