"""What a person changes about her own log-in: active role and open sessions.

These run as the login role, outside any authority's context: who acts is the user herself, and
each writes its event at once.
"""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.http import HttpRequest

from stopext.access import clock
from stopext.accounts.login.actors import ACTIVE, memberships_of
from stopext.accounts.models import Membership, Session, User, session_hash
from stopext.audit import record


def remember_use(request: HttpRequest, user: User) -> Membership | None:
    """Make the most recently used membership the active one of a new log-in."""
    row = next(iter(memberships_of(user)), None)
    if row is not None:
        _activate(request, row)
    return row


@transaction.atomic
def switch(*, request: HttpRequest, user: User, membership: UUID) -> Membership | None:
    """Act through another own membership from now on; ``None`` when it is not hers or not in force.

    The session gets a new key, so no page of the old role can go on in the new one.
    """
    row = next((row for row in memberships_of(user) if row.pk == membership), None)
    if row is None:
        return None
    _activate(request, row)
    request.session.cycle_key()
    record.write_now(
        "switch",
        object_type="accounts.membership",
        object_id=row.pk,
        user_id=user.pk,
        authority_id=row.authority_id,
        role=row.role,
    )
    return row


def _activate(request: HttpRequest, row: Membership) -> None:
    request.session[ACTIVE] = str(row.pk)
    row.last_used_at = clock.now()
    row.save(update_fields=["last_used_at"])


@transaction.atomic
def end_session(*, user: User, token: bytes) -> bool:
    """Log one of the person's own sessions out; false when it is not hers or already over."""
    ended, _ = Session.objects.filter(user=user, token_hash=token).delete()
    if ended:
        record.write_now("end_session", object_type="accounts.session", user_id=user.pk)
    return bool(ended)


@transaction.atomic
def end_all_sessions(*, user: User) -> int:
    """Log the person out everywhere, here too; answers how many sessions ended."""
    ended, _ = Session.objects.filter(user=user).delete()
    record.write_now(
        "end_session",
        object_type="accounts.session",
        user_id=user.pk,
        details={"sessions": ended},
    )
    return ended


def end_other_sessions(*, user: User, keep: str | None) -> int:
    """After a change of password or factor: whoever else is logged in as her is not any more."""
    rows = Session.objects.filter(user=user)
    if keep is not None:
        rows = rows.exclude(token_hash=session_hash(keep))
    return rows.delete()[0]
