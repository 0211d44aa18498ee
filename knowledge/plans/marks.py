"""What an app above shows of a draft: marks beside the parts of its outline, links above it, and
what it has not finished when the draft is adopted or thrown away."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from knowledge.plans.models import Plan
from stopext.access.actor import Actor
from stopext.register import Register


@dataclass(frozen=True, slots=True)
class Mark:
    """A link beside a part, or above the outline; ``calls`` when somebody waits for an answer."""

    text: str
    url: str
    icon: str = ""
    calls: bool = False


@dataclass(frozen=True, slots=True)
class Marks:
    """What one app shows. ``other`` is the mark of a part that ``parts`` does not name."""

    parts: Mapping[UUID, Mark] = field(default_factory=dict)
    other: Callable[[UUID], Mark] | None = None
    links: list[Mark] = field(default_factory=list)


Provider = Callable[[Actor, Plan], Marks]
_MARKS: Register[Provider] = Register("The marks of a plan by")
Unfinished = Callable[[Actor, Plan], list[Mark]]
_UNFINISHED: Register[Unfinished] = Register("What is unfinished of a plan by")


def register_marks(provider: Provider) -> None:
    """Let an app mark the parts of a draft; called from its ``portal.py``."""
    _MARKS.add(f"{provider.__module__}.{provider.__qualname__}", provider)


def register_unfinished(provider: Unfinished) -> None:
    """Let an app say what of a draft is under way with it; called from its ``portal.py``."""
    _UNFINISHED.add(f"{provider.__module__}.{provider.__qualname__}", provider)


def unfinished(actor: Actor, draft: Plan) -> list[Mark]:
    """What is under way with a draft, told before it is adopted or thrown away."""
    return [found for provider in _UNFINISHED for found in provider(actor, draft)]


def mark(actor: Actor, draft: Plan) -> list[Mark]:
    """Put their marks on the parts of a draft read with its parts (``marks`` of each row); answers
    the links for above the outline."""
    shown = [provider(actor, draft) for provider in _MARKS]
    for row in _rows(draft):
        row.marks = [found for one in shown if (found := _mark_of(one, row.pk))]
    return [link for one in shown for link in one.links]


def _rows(draft: Plan) -> list[Any]:
    names = ("plansections", "goals", "actions", "indicators", "actioncards")
    return [row for name in names for row in getattr(draft, name).all()]


def _mark_of(one: Marks, key: UUID) -> Mark | None:
    return one.parts.get(key) or (one.other(key) if one.other else None)
