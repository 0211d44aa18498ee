"""Who may see a screening: named persons, and the invited police district."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from screening.actions.recording import record, settle
from screening.models import Screening, ScreeningAccess
from screening.models.screening import OVERSEERS
from screening.models.subject import about
from screening.policies import check_can_withdraw
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.errors import Invalid, Refused

REVOKED = ("revoked_at", "revoked_by", "revoked_by_name", "revoked_reason")


def name_person(by: Actor, screening: Screening, user_id: UUID) -> ScreeningAccess:
    """Name a person once; the row that already names her counts."""
    mine = ScreeningAccess.objects.for_actor(by)
    row: ScreeningAccess | None = mine.filter(
        screening=screening, user_id=user_id, ended_at=None
    ).first()
    if row is None:
        row = ScreeningAccess(
            municipality_id=screening.municipality_id,
            screening=screening,
            authority_id=by.authority_id,
            user_id=user_id,
            granted_by=by.user_id,
            granted_at=clock.now(),
        )
        row.save(force_insert=True)
    return row


@transaction.atomic
def grant_access(*, by: Actor, screening: Screening, user_id: UUID) -> ScreeningAccess:
    """Let a colleague in the actor's own authority see and answer.

    Raises:
        Refused: the role does not assign.
        Invalid: what the screening is about is closed to the colleague.
    """
    _check_assigns(by)
    readers = about(by, screening.subject_id).readers
    if readers is not None and user_id not in readers:
        raise Invalid(_("Sagen er begrænset. Sæt først kollegaen på sagens liste."))
    row = name_person(by, screening, user_id)
    record("grant", row, screening)
    return row


@transaction.atomic
def end_access(*, by: Actor, screening: Screening, user_id: UUID) -> None:
    """Take a colleague off the screening.

    Raises:
        Refused: the role does not assign.
        Invalid: she is not on it.
    """
    _check_assigns(by)
    mine = ScreeningAccess.objects.for_actor(by).select_for_update(of=("self",))
    row = mine.filter(screening=screening, user_id=user_id, ended_at=None).first()
    if row is None:
        raise Invalid(_("Personen er ikke tilknyttet vurderingen."))
    row.ended_at = clock.now()
    row.save(update_fields=["ended_at"])
    record("end", row, screening)


@transaction.atomic
def revoke_police(*, by: Actor, screening: Screening, reason: str) -> None:
    """End the police district's access at once. What it has locked stays with the municipality;
    both read who ended it, when and why. Of two ends the first stands.

    Raises:
        Refused: not the owner's coordination.
        Invalid: no district is invited, or no reason was written.
    """
    check_can_withdraw(by, screening)
    if not reason.strip():
        raise Invalid(_("Skriv, hvorfor politiets adgang slutter."))
    if screening.revoked_at is None:
        screening.revoked_at, screening.revoked_reason = clock.now(), reason.strip()
        screening.revoked_by, screening.revoked_by_name = by.user_id, by.name
        screening.save(update_fields=REVOKED)
    settle(screening)
    record("revoke", screening, screening, district=screening.district_id)


@transaction.atomic
def limit_police(*, by: Actor, screening: Screening, expires_at: datetime) -> None:
    """Set when the police district's access ends by itself.

    Raises:
        Refused: not the owner's coordination.
        Invalid: no district is invited.
    """
    check_can_withdraw(by, screening)
    screening.expires_at = expires_at
    screening.save(update_fields=["expires_at"])
    record("change", screening, screening, field="expires_at")


def _check_assigns(by: Actor) -> None:
    if by.role not in OVERSEERS:
        raise Refused(_("Kun tovholder og leder kan give kolleger adgang."))
