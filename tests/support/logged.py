"""L01: no page with a row without its committed log entry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

import psycopg


@dataclass(frozen=True)
class Look:
    """The log as far as a request's events are concerned; open it before the request.

    ``connection`` must see what the request wrote: a superuser's own connection for requests that
    commit, or one opened on the test's transaction.
    """

    connection: psycopg.Connection
    after: int

    @classmethod
    def begin(cls, connection: psycopg.Connection) -> Look:
        """Remember where the log ends now."""
        row = connection.execute("select coalesce(max(id), 0) from audit.event").fetchone()
        assert row is not None
        return cls(connection, int(row[0]))

    def named(self) -> set[str]:
        """Ids of all rows that events since then name."""
        rows = self.connection.execute(
            "select object_id, result_ids from audit.event where id > %s", [self.after]
        ).fetchall()
        return {key for single, several in rows for key in (single, *several) if key}


class Answer(Protocol):
    """What a client got."""

    @property
    def content(self) -> bytes: ...


def unlogged(response: Answer, canaries: Mapping[str, object], look: Look) -> list[str]:
    """Canaries that the answer shows although no committed event names their row.

    ``canaries`` maps the text planted in a row to the row's id. Empty means: no log, no page holds.
    """
    shown = [text for text in canaries if text.encode() in response.content]
    if not shown:
        return []
    named = look.named()
    return [text for text in shown if str(canaries[text]) not in named]
