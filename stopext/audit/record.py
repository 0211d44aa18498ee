"""Collect events while a request or command runs, and write them in its transaction.

``note`` is what actions and views call. Rows that were loaded are collected without a call, so a
page that showed a row is in the log even if its author forgot (no log, no page).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from django.db import connection

#: Ids listed in one event at most; the count is always exact.
MAX_IDS = 500


@dataclass
class Collector:
    """Events of one unit of work."""

    request_id: UUID = field(default_factory=uuid4)
    defaults: dict[str, Any] = field(default_factory=dict)
    purpose: str = ""
    acting: UUID | None = None
    """Whom the database's own context must name in these events."""
    events: list[dict[str, Any]] = field(default_factory=list)
    loaded: dict[str, dict[str, None]] = field(default_factory=dict)

    def pending(self) -> list[dict[str, Any]]:
        """Explicit events, then one look per sort of row that no explicit event names."""
        named = {(event["object_type"], str(event["object_id"])) for event in self.events}
        looks = []
        for object_type, ids in self.loaded.items():
            unnamed = [key for key in ids if (object_type, key) not in named]
            if unnamed:
                looks.append(self._look(object_type, unnamed))
        return [self._finished(event) for event in (*self.events, *looks)]

    def _look(self, object_type: str, ids: list[str]) -> dict[str, Any]:
        single = ids[0] if len(ids) == 1 else ""
        return {
            "action": "view" if single else "list",
            "object_type": object_type,
            "object_id": single,
            "result_count": len(ids),
            "result_ids": ids[:MAX_IDS],
        }

    def _finished(self, event: dict[str, Any]) -> dict[str, Any]:
        base = {"request_id": str(self.request_id), "purpose": self.purpose, **self.defaults}
        return base | {key: storable(value) for key, value in event.items() if value is not None}


def storable(value: Any) -> Any:
    """``value`` with the characters that PostgreSQL cannot store in text (NUL, halves of pairs)
    replaced: an address with ``%00`` in it must not stop its own refusal from being logged."""
    if isinstance(value, str):
        whole = value.encode("utf-8", "replace").decode()
        return whole.replace("\x00", "\N{REPLACEMENT CHARACTER}")
    if isinstance(value, Mapping):
        return {storable(str(key)): storable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [storable(item) for item in value]
    return value


_collector: ContextVar[Collector | None] = ContextVar("audit_collector", default=None)


@contextmanager
def collecting(collector: Collector) -> Iterator[Collector]:
    """Let ``note`` and loaded rows reach ``collector`` inside the block."""
    token = _collector.set(collector)
    try:
        yield collector
    finally:
        _collector.reset(token)


def note(
    action: str,
    object_type: str = "",
    object_id: object = "",
    *,
    subject_key: bytes | None = None,
    result_ids: Iterable[object] | None = None,
    result_count: int | None = None,
    criterion: bytes | None = None,
    purpose: str | None = None,
    outcome: str = "ok",
    details: Mapping[str, Any] | None = None,
    place: int | None = None,
) -> None:
    """Add one event to the current unit of work.

    ``details`` takes codes, counts and field names only: no names, no CPR, no free text.
    ``place``: the authority in whose log an event of the centre's administrator stands.

    Raises:
        RuntimeError: outside a unit of work, where the event would be lost.
    """
    collector = _collector.get()
    if collector is None:
        raise RuntimeError(f"event {action} outside a request or command")
    ids = None if result_ids is None else [str(key) for key in result_ids]
    collector.events.append(
        {
            "action": action,
            "object_type": object_type,
            "object_id": str(object_id),
            "subject_key": subject_key.hex() if subject_key else None,
            "result_ids": None if ids is None else ids[:MAX_IDS],
            "result_count": result_count if result_count is not None or ids is None else len(ids),
            "criterion": criterion.hex() if criterion else None,
            "purpose": purpose,
            "outcome": outcome,
            "details": dict(details) if details else None,
            "place": place,
        }
    )


def is_noted(action: str, object_type: str, object_id: object) -> bool:
    """Whether the unit of work at hand has such an event already."""
    collector = _collector.get()
    wanted = (action, object_type, str(object_id))
    events = collector.events if collector else []
    return any((e["action"], e["object_type"], e["object_id"]) == wanted for e in events)


def note_loaded(object_type: str, object_id: object) -> None:
    """Remember that a row was read; called by the base model, not by views."""
    collector = _collector.get()
    if collector is not None:
        collector.loaded.setdefault(object_type, {})[str(object_id)] = None


def flush(collector: Collector) -> None:
    """Write what was collected in the current transaction.

    Raises:
        RuntimeError: the events name somebody else than who acts; nothing of the work may be kept.
    """
    events = collector.pending()
    if events:
        with connection.cursor() as cursor:
            cursor.execute("select audit.record(%s::jsonb)", [json.dumps(events)])
            (named,) = cursor.fetchone()
        if collector.acting is not None and named != collector.acting:
            raise RuntimeError("the log would not name who acts: the context was taken away")
    collector.events.clear()
    collector.loaded.clear()


def write_now(action: str, **event: Any) -> None:
    """Write one event at once, outside any unit of work (log-in, log-out)."""
    single = Collector()
    with collecting(single):
        defaults = {
            key: event.pop(key) for key in ("user_id", "authority_id", "role") if key in event
        }
        single.defaults = {
            key: str(value) if key == "user_id" else value
            for key, value in defaults.items()
            if value is not None
        }
        note(action, **event)
    flush(single)
