"""Going through what others can still see, once a month."""

from __future__ import annotations

from collections.abc import Collection
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
def check_shares(*, by: Actor, shares: Collection[UUID]) -> int:
    """Say of each of the ``shares`` that it was gone through this month: of those that she sees and
    others still can. Answers how many they were; who was first with one stays so.

    Raises:
        Refused: the role may not. Conflict: none of them can be seen by others any longer.
    """
    if not by.can(Permission.WORK_CASES):
        raise NotYourRole(_("Din rolle giver ikke adgang til at gøre dette."))
    rows = list(open_shares(by).filter(pk__in=shares))
    if not rows:
        raise Conflict(_("Ingen af delingerne kan ses af andre længere."))
    now, month = clock.now(), month_of(clock.today())
    made = [
        ShareCheck(
            municipality_id=row.municipality_id,
            case_id=row.case_id,
            disclosure=row,
            month=month,
            by_user=by.user_id,
            by_name=by.name,
            at=now,
        )
        for row in rows
    ]
    ShareCheck.objects.for_actor(by).bulk_create(made, ignore_conflicts=True)
    note("disclosure.check", "casework.disclosure", result_ids=[row.pk for row in rows])
    return len(rows)
