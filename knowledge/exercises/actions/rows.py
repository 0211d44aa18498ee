"""What all actions here do: hold an own row, and save what nobody changed meanwhile."""

from __future__ import annotations

from typing import Any, TypeVar
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from stopext.access.actor import Actor
from stopext.access.errors import Conflict
from stopext.access.models import TenantModel
from stopext.audit.record import note

Row = TypeVar("Row", bound=TenantModel)


def hold(by: Actor, model: type[Row], pk: UUID) -> Row:
    """A row of the actor's own municipality, until the end of the transaction.

    Raises:
        ObjectDoesNotExist: there is none.
    """
    rows = model.objects.for_actor(by).filter(municipality_id=by.authority_id)
    found: Row = rows.order_by().select_for_update().get(pk=pk)
    return found


def one_at_a_time(root: UUID) -> None:
    """Wait for whoever corrects the same line, until the end of the transaction. Lines of a log are
    never changed, and so nobody has the right that a lock on a row asks for."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [str(root)])


def save(row: Any, version: int, values: dict[str, Any], event: str) -> None:
    """Store ``values``; nothing when all of it is stored already.

    Raises:
        Conflict: changed since ``version``.
    """
    if all(getattr(row, name) == value for name, value in values.items()):
        return
    if row.edits != version:
        raise Conflict(_("Det samme er ændret imens, af en kollega eller i et andet vindue."))
    store(row, values)
    note(event, row._meta.label_lower, row.pk)


def store(row: Any, values: dict[str, Any]) -> None:
    """Store ``values`` in a row that is held."""
    for name, value in values.items():
        setattr(row, name, value)
    row.edits += 1
    row.save(update_fields=[*values, "edits"])
