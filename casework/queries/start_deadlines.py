"""What the start page tells of deadlines that are not those of a case's state."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from casework.queries.acknowledging import owed
from casework.queries.aftercare import to_check
from casework.rules.clocks import RECEIPT
from stopext.access.actor import Actor
from stopext.access.roles import Permission
from stopext.access.together import Asking
from stopext.web.start import Item, Panel, Work, counted, first

#: No list shows the others, so there are more of them than of what has one.
SHOWN = 20


def panels(actor: Actor) -> Asking[Work]:
    """Receipts that are owed, and checks of the aftercare that are near; nothing where there is
    none."""
    if not actor.can(Permission.WORK_CASES):
        return [], []
    receipts, checks = yield [
        first(owed(actor).only("case_id", "received_at"), SHOWN),
        first(to_check(actor).only("number", "due_at").order_by("due_at", "pk"), SHOWN),
    ]
    return [], [panel for panel in (_receipts(receipts), _checks(checks)) if panel.items]


def _receipts(rows: list[Any]) -> Panel:
    items = [
        Item(
            label=row.number,
            url=reverse("casework:acknowledge", args=[row.case_id, row.pk]),
            text=_("Kvittér til den, der henvendte sig"),
            due=RECEIPT.due(row.received_at),
        )
        for row in rows
    ]
    return Panel(_("Kvitteringer, der mangler"), items, total=counted(rows), order=17)


def _checks(rows: list[Any]) -> Panel:
    items = [
        Item(
            label=row.number,
            url=reverse("casework:aftercare", args=[row.pk]),
            text=_("Hør, hvordan det går efter afslutningen"),
            due=row.due_at,
        )
        for row in rows
    ]
    return Panel(_("Eftertjek"), items, total=counted(rows), order=18)
