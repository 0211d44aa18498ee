"""The portal's clock. Demo data and tests set it; the log always uses the database's own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from django.utils import timezone

_set_to: ContextVar[datetime | None] = ContextVar("clock_set_to", default=None)


def now() -> datetime:
    """The current moment, time zone aware."""
    return _set_to.get() or timezone.now()


def today() -> date:
    """The current date in Denmark."""
    return timezone.localdate(now())


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Let ``now()`` answer ``moment`` inside the block."""
    token = _set_to.set(moment)
    try:
        yield
    finally:
        _set_to.reset(token)
