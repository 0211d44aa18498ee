"""What every action does first and last: lock the case, compare versions, save, sign."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from casework.models import Case, Notice
from casework.rules.codes import NoticeDecision
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.errors import Conflict


def lock_case(by: Actor, case: Case, version: int | None = None) -> Case:
    """The case as it is now, locked until the end of the transaction.

    Raises:
        Case.DoesNotExist: the actor does not see it (any longer).
        Conflict: it is not the version the actor saw.
    """
    rows = Case.objects.for_actor(by).select_for_update(of=("self",))
    row: Case = rows.get(pk=case.pk)
    if version is not None and row.version != version:
        raise Conflict(_("En anden har ændret sagen, mens du skrev."))
    return row


def save_case(case: Case, *fields: str) -> None:
    """Store ``fields`` as the next version."""
    case.version += 1
    case.updated_at = clock.now()
    case.save(update_fields=[*fields, "version", "updated_at"])


def touch(case: Case) -> None:
    """Something was added to the case; forms that others have open stay valid."""
    case.updated_at = clock.now()
    case.save(update_fields=["updated_at"])


def signed(by: Actor, case: Case) -> dict[str, Any]:
    """Columns every new row of a case has."""
    return {
        "municipality_id": case.municipality_id,
        "case": case,
        "by_user": by.user_id,
        "by_name": by.name,
        "at": clock.now(),
    }


def record_notice(by: Actor, case: Case, decision: NoticeDecision, reason: str) -> tuple[str, ...]:
    """Decide about a notice to the family department; answers the columns of the case to save."""
    Notice(**signed(by, case), decision=decision, reason=reason).save(force_insert=True)
    case.notice, case.notice_reason = decision, reason
    return ("notice", "notice_reason")
