"""What a district is told of a screening that was withdrawn from it before the two were done."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import connection

from screening.models import Screening
from stopext.access.actor import Actor
from stopext.access.roles import Kind
from stopext.audit.record import note_loaded
from stopext.vault.fields import Sealed

COLUMNS = "id, municipality_id, reference, revoked_at, revoked_by_name, revoked_reason"


def withdrawn(actor: Actor, pk: UUID | None = None) -> list[Screening]:
    """The newest first; only who, when and why are filled. The rows themselves are closed to the
    district, so the database hands out these columns, for a quarter. One query, for police only."""
    if actor.kind is not Kind.POLICE:
        return []
    one = "" if pk is None else "where id = %s "
    with connection.cursor() as cursor:
        cursor.execute(
            f"select {COLUMNS} from sec.withdrawn_screenings() {one}order by revoked_at desc, id",  # noqa: S608 (constants)
            [] if pk is None else [pk],
        )
        found = cursor.fetchall()
    return [_row(*values) for values in found]


def _row(pk: UUID, owner: int, reference: str, *told: Any) -> Screening:
    at, name, reason = told
    note_loaded(Screening._meta.label_lower, pk)
    return Screening(
        id=pk,
        municipality_id=owner,
        reference=reference,
        revoked_at=at,
        revoked_by_name=name,
        revoked_reason=None if reason is None else Sealed(reason),
    )
