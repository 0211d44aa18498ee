"""Saying of what others can still see that it is needed, once a month."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from casework.models import ShareCheck
from casework.queries.shares import month_of, open_shares
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.errors import Conflict, NotYourRole
from stopext.access.roles import Permission
from stopext.audit.record import note


@transaction.atomic
def check_share(*, by: Actor, share: UUID) -> None:
    """Say of one share that it is still needed this month; who was first stays so.

    Raises:
        Refused: the role may not. Conflict: she does not see it, or others cannot any longer.
    """
    if not by.can(Permission.WORK_CASES):
        raise NotYourRole(_("Din rolle giver ikke adgang til at gøre dette."))
    row = open_shares(by).filter(pk=share).first()
    if row is None:
        raise Conflict(_("Delingen kan ikke ses af andre længere."))
    made = ShareCheck(
        municipality_id=row.municipality_id,
        case_id=row.case_id,
        disclosure=row,
        month=month_of(clock.today()),
        by_user=by.user_id,
        by_name=by.name,
        at=clock.now(),
    )
    ShareCheck.objects.for_actor(by).bulk_create([made], ignore_conflicts=True)
    note("disclosure.check", "casework.disclosure", row.pk)
