"""Tell people that something happened: one call, in the transaction of what happened."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from stopext.access.scoping import unscoped
from stopext.notifications.kinds import KINDS
from stopext.notifications.models import Notice


def notify(
    kind: str, *, authority_id: int, to: Collection[UUID], about: UUID, occasion: str = ""
) -> None:
    """Put a notice of ``kind`` about one thing before people (``to``: users) of an authority.

    Each gets it once for the same thing and ``occasion``, however often and by however many it is
    told. Mail goes out afterwards, by who still has a role that the kind reaches. A role tells its
    own authority; a job may tell whom a policy lets it (``let_in`` on ``notifications_notice``).

    Raises:
        ValueError: nobody has registered the kind.
        django.db.ProgrammingError: people of another authority (SQLSTATE 42501).
    """
    if KINDS.get(kind) is None:
        raise ValueError(f"no kind of notices is called {kind}")
    rows = unscoped(Notice, reason="written for others, read by nobody here")
    made = [
        Notice(authority_id=authority_id, user_id=user, kind=kind, about=about, occasion=occasion)
        for user in sorted({*to})
    ]
    rows.bulk_create(made, ignore_conflicts=True)
