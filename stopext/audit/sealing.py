"""Close the open end of the log: chain what is committed. The job worker runs it every minute."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

#: Events in one seal; a batch of this size takes well under a second.
BATCH = 10_000


@dataclass(frozen=True, slots=True)
class SealState:
    """When the log was sealed last, and since when something waits for its seal."""

    sealed_at: datetime | None
    waiting_since: datetime | None


def seal_state() -> SealState:
    """Whether the log is being sealed, for who reviews it.

    Raises:
        django.db.ProgrammingError: not a reviewer.
    """
    with connection.cursor() as cursor:
        cursor.execute("select sealed_at, waiting_since from audit.seal_state()")
        return SealState(*cursor.fetchone())


def seal_pending() -> int:
    """Seal everything that can no longer change; returns how many events.

    Safe to run twice at once (the database lets one sealer in at a time) and to be killed: a batch
    is one statement. Events of unfinished transactions are sealed after their commit.

    Raises:
        django.db.ProgrammingError: not the job's login.
    """
    sealed = 0
    while batch := _seal_batch():
        sealed += batch
    return sealed


def _seal_batch() -> int:
    with connection.cursor() as cursor:
        cursor.execute("select audit.seal_batch(%s)", [BATCH])
        return int(cursor.fetchone()[0])
