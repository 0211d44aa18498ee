"""Reports that became part of a case the reader is shut out of."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from casework.models import Report
from casework.rules.codes import ReportStatus
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.web.dates import format_datetime

SHOWN = 50


def reports_elsewhere(actor: Actor, pk: UUID | None = None) -> list[Report]:
    """The newest, or the one with the key ``pk``: only number and time are filled. Their rows are
    hidden with the case, so the database hands out these columns. One query."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select id, receipt, received_at from sec.reports_elsewhere()"
            " where id = coalesce(%s, id) order by received_at desc limit %s",
            [pk, SHOWN],
        )
        return [_stub(actor, *values) for values in cursor.fetchall()]


def _stub(actor: Actor, pk: UUID, receipt: str, received_at: Any) -> Report:
    return Report(
        id=pk,
        municipality_id=actor.authority_id,
        receipt=receipt,
        received_at=received_at,
        status=ReportStatus.TAKEN_UP,
    )


def dealt_with(actor: Actor, pk: UUID) -> Report | None:
    """The report, once somebody has made a case of it or answered it; also where the case is hidden
    from the actor."""
    row: Report | None = Report.objects.for_actor(actor).filter(pk=pk).first()
    if row is None:
        return next(iter(reports_elsewhere(actor, pk)), None)
    return None if row.status == ReportStatus.RECEIVED else row


def handled_by(actor: Actor, pk: UUID) -> str:
    """Who made a case of a report or answered it, and when; nothing where the actor may not see it
    or nobody has."""
    rows = Report.objects.for_actor(actor).select_related("concern", "decision")
    row: Report | None = rows.filter(pk=pk).first()
    done = row and (row.concern or row.decision)
    if not done:
        return ""
    told = {"who": done.by_name, "when": format_datetime(done.at, clock.now())}
    return _("%(who)s, %(when)s") % told
