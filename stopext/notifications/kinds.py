"""The kinds of notices there are; the app that sends a kind registers it from its ``portal.py``.

::

    register_notices(
        plan_revision=KindOfNotice(
            label=_("Frister for kommunens handlingsplan"),
            permission=Permission.EDIT_OWN_PLAN,
            lines=revision_lines,
        )
    )
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from stopext.access.actor import Actor
from stopext.access.roles import Permission
from stopext.notifications.models import Frequency
from stopext.register import Register
from stopext.web.registry import Words


@dataclass(frozen=True, slots=True)
class Line:
    """What a notice says, and where the thing is."""

    text: str
    url: str
    of: Callable[[str], str | None] = lambda _occasion: ""
    """What happened, by the occasion of a notice: it stays so while the thing goes on. ``text`` is
    said where that is nothing; where it is ``None``, what the notice asked for is done, or said by
    a later one, and it is not shown."""


@dataclass(frozen=True, slots=True)
class KindOfNotice:
    """What the notices of one kind are called, whom they reach, and what they say."""

    label: Words
    """In general words: it stands in mails, so it names no person, case or place."""
    permission: Permission
    """Whom they reach. Roles without it neither read them nor get mail about them."""
    lines: Callable[[Actor, Collection[UUID]], Mapping[UUID, Line]]
    """The things that the actor may read now, by key. The notice of any other is not shown."""
    default: Frequency = Frequency.NOW


KINDS: Register[KindOfNotice] = Register("The kind of notices")


def register_notices(**kinds: KindOfNotice) -> None:
    """Kinds by name: the first argument of ``notify``, and a code in the database."""
    KINDS.add_all(kinds)


def kinds_of(actor: Actor) -> dict[str, KindOfNotice]:
    """The kinds that can reach the actor's role."""
    return {name: kind for name, kind in KINDS.as_dict().items() if actor.can(kind.permission)}
