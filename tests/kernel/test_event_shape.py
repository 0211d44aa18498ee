"""An event is small, and its text says where each field ends."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.kernel.tampering import Log, write


def test_no_two_events_share_a_text(log: Log) -> None:
    """The old way, joining with a bar, let text wander from one field into the next."""
    texts: set[str] = set()
    pairs = [("a|b", "c"), ("a", "b|c"), ('a","outcome":"c', ""), ("", "a|b|c")]
    for purpose, outcome in pairs:
        row = log.admin.execute(
            "with x as (insert into audit.event (event_id, at, xid, action, purpose, outcome)"
            " values ('00000000-0000-0000-0000-000000000000', 'epoch', '1', 'x', %s, %s)"
            " returning audit.leaf_text(event) as text)"
            " select (text::jsonb - 'id')::text from x",
            [purpose, outcome],
        ).fetchone()
        assert row is not None
        texts.add(row[0])

    assert len(texts) == len(pairs)


BOUNDS: dict[str, Callable[[], dict[str, Any]]] = {
    "details": lambda: {"details": {"x": "y" * 5000}},
    "details not an object": lambda: {"details": ["x"]},
    "result_ids": lambda: {"result_ids": ["x"] * 501},
    "long result_ids": lambda: {"result_ids": ["x" * 200] * 500},
    "purpose": lambda: {"purpose": "x" * 401},
    "object_id": lambda: {"object_id": "x" * 201},
    "no action": lambda: {"action": ""},
}


@pytest.mark.parametrize("field", BOUNDS)
def test_an_event_stays_small(log: Log, field: str) -> None:
    log.admin.execute("set session_replication_role = origin")
    with pytest.raises(Exception, match="event_"):
        write([{"action": "view", **BOUNDS[field]()}])
