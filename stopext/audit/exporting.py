"""The sealed log as lines of JSON: what the verifiers read and what other parties keep.

A seal stands before its events. The event's own JSON is the text its hash covers, byte for byte.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from django.core.management.base import CommandError
from django.db import connection, transaction

from stopext.audit import verifier

_AT = """to_char(s.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')"""
_SEALS = f"""
    select s.seq, {_AT}, s.event_count, encode(s.root, 'hex'), encode(s.previous, 'hex'),
        encode(s.head, 'hex')
    from audit.seal s where s.seq >= %s order by s.seq
"""  # noqa: S608 (no text from outside)
_EVENTS = """
    select '{"event": ' || case when e.id is null then 'null' else audit.leaf_text(e) end
        || ', "id": ' || p.event_id
        || ', "leaf": "' || encode(p.leaf, 'hex') || '", "position": ' || p.position
        || ', "seq": ' || p.seq || '}'
    from audit.sealed p left join audit.event e on e.id = p.event_id
    where p.seq = %s order by p.position
"""
_FIRST_SINCE = "select coalesce(min(seq), 0) from audit.seal where at >= %s"


@contextmanager
def snapshot() -> Iterator[None]:
    """One moment of the log for everything that is read inside the block."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("set transaction isolation level repeatable read, read only")
        yield


def first_seal(since: datetime | None) -> int:
    """Number of the first seal made at or after ``since``; 0 when there is none."""
    if since is None:
        return 1
    with connection.cursor() as cursor:
        cursor.execute(_FIRST_SINCE, [since])
        return int(cursor.fetchone()[0])


def lines(first: int = 1) -> Iterator[str]:
    """The export from seal ``first`` on."""
    for seq, at, count, root, previous, head in _seals(first):
        entry = {
            "seq": seq,
            "at": at,
            "count": count,
            "root": root,
            "previous": previous,
            "head": head,
        }
        yield json.dumps({"seal": entry})
        with connection.cursor() as cursor:
            cursor.execute(_EVENTS, [seq])
            yield from (line for (line,) in cursor)


def heads(after: int = 0) -> Iterator[str]:
    """One line per seal after number ``after``: what another party keeps."""
    for seq, at, count, _root, _previous, head in _seals(after + 1):
        yield json.dumps({"seq": seq, "at": at, "count": count, "head": head})


def add_heads(file: Path) -> int:
    """Add the heads that ``file`` lacks, and answer how many; no line that is there is changed.

    Raises:
        OSError: it cannot be written.
        CommandError: it holds something else.
    """
    added = list(heads(_newest(file)))
    with file.open("a", encoding="utf-8", newline="\n") as out:
        out.writelines(line + "\n" for line in added)
        out.flush()
        os.fsync(out.fileno())
    return len(added)


def _newest(file: Path) -> int:
    if not file.exists():
        return 0
    try:
        with file.open(encoding="utf-8") as lines:
            return max(verifier.read_heads(lines), default=0)
    except (ValueError, KeyError) as error:
        raise CommandError(f"{file} holds no heads: nothing was added.") from error


def _seals(first: int) -> list[tuple[int, str, int, str, str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(_SEALS, [first])
        return list(cursor.fetchall())
