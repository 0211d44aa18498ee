"""What an app brings to the start page of a role: its deeds and its panels of work."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeAlias

from django.db.models import Count, Window

from stopext.access.actor import Actor
from stopext.access.together import Asking


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


Work: TypeAlias = tuple[list[Deed], list[Panel]]
#: What an app brings to a role's start page: at once, or by questions that go to the database
#: together with those of the other apps.
Provider: TypeAlias = Callable[[Actor], Work | Asking[Work]]


def asking(work: Work | Asking[Work]) -> Asking[Work]:
    """Of a provider; one that is ready asks nothing."""
    return (yield from work) if isinstance(work, Generator) else work


def first(rows: Any, shown: int) -> Any:
    """The first ``shown`` of ``rows``, each of which knows how many there are."""
    return rows.annotate(in_all=Window(Count("pk")))[:shown]


def counted(found: list[Any]) -> int:
    """How many there are of what :func:`first` shows."""
    return found[0].in_all if found else 0
