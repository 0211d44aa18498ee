"""Which actions wait for which: no circles, and a word where the dates do not fit. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from knowledge.plans import schedule


def circle(start: Any, needs: Mapping[Any, Sequence[Any]]) -> list[Any]:
    """A way from ``start`` over what it needs back to itself, both ends included; empty when there
    is none."""
    ways, seen = [[start]], set()
    while ways:
        way = ways.pop()
        for key in needs.get(way[-1], ()):
            if key == start:
                return [*way, key]
            if key not in seen:
                seen.add(key)
                ways.append([*way, key])
    return []


def out_of_order(actions: Iterable[Any]) -> dict[Any, list[str]]:
    """By the key of an action: which of those it needs surely end after it has begun."""
    rows = {row.pk: row for row in actions}
    found = {}
    for row in rows.values():
        texts = [_told(row, rows[key]) for key in row.needs if key in rows]
        if any(texts):
            found[row.pk] = [text for text in texts if text]
    return found


def _told(row: Any, first: Any) -> str:
    if not (row.start and first.end):
        return ""
    _early, latest_start = schedule.bounds(row.start, row.start_precision)
    earliest_end, _late = schedule.bounds(first.end, first.end_precision)
    if earliest_end <= latest_start:
        return ""
    return _(
        "»%(row)s« begynder %(start)s, men afhænger af »%(first)s«, der først slutter %(end)s."
    ) % {"row": row.title, "start": row.starts, "first": first.title, "end": first.ends}
