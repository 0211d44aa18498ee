"""A register: what a package below holds for the apps above it to enter themselves in.

The packages below name none of those above. They hold registers; an app enters itself from its
``portal.py`` while Django starts (``stopext.web.registry`` lists everything there is to enter).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Generic, TypeVar

from django.core.exceptions import ImproperlyConfigured

Thing = TypeVar("Thing")


class Register(Generic[Thing]):
    """Things by key. They stand in the order they were given, then as they were entered."""

    def __init__(self, what: str) -> None:
        self.what = what
        self._entries: dict[str, tuple[int, Thing]] = {}

    def add(self, key: str, thing: Thing, *, order: int = 0) -> None:
        """Enter one thing.

        Raises:
            ImproperlyConfigured: the key is taken, so one of the two would never be seen.
        """
        if key in self._entries:
            raise ImproperlyConfigured(f"{self.what} “{key}” is registered twice.")
        self._entries[key] = (order, thing)

    def add_all(self, things: Mapping[str, Thing], *, order: int = 0) -> None:
        """Enter several; see :meth:`add`."""
        for key, thing in things.items():
            self.add(key, thing, order=order)

    def as_dict(self) -> dict[str, Thing]:
        """Everything by key, in order."""
        ranked = sorted(self._entries.items(), key=lambda entry: entry[1][0])
        return {key: thing for key, (_order, thing) in ranked}

    def get(self, key: str) -> Thing | None:
        """The thing of that key, if any."""
        entry = self._entries.get(key)
        return entry[1] if entry else None

    def __iter__(self) -> Iterator[Thing]:
        return iter(self.as_dict().values())
