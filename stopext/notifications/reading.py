"""What a person is shown of her notices: only what she may read of their things now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from stopext.access.actor import Actor
from stopext.notifications.kinds import Line, kinds_of
from stopext.notifications.models import Notice


@dataclass(frozen=True, slots=True)
class Shown:
    """A notice in words."""

    notice: Notice
    kind: str
    line: Line


def own(actor: Actor) -> Any:
    """The actor's notices, newest first."""
    return Notice.objects.for_actor(actor)


def in_words(actor: Actor, notices: Iterable[Notice]) -> list[Shown]:
    """Those of ``notices`` whose thing the actor may read now. No query without notices, else what
    each kind among them asks."""
    kinds = kinds_of(actor)
    asked: dict[str, set[UUID]] = defaultdict(set)
    rows = [row for row in notices if row.kind in kinds]
    for row in rows:
        asked[row.kind].add(row.about)
    lines = {name: kinds[name].lines(actor, keys) for name, keys in asked.items()}
    return [
        Shown(row, str(kinds[row.kind].label), replace(line, text=said or line.text))
        for row in rows
        if (line := lines[row.kind].get(row.about))
        if (said := line.of(row.occasion)) is not None
    ]
