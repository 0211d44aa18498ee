"""The next meetings of the info-house, on the start page of who takes part in them."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from casework.queries.joint import coming, own_meetings
from stopext.access.actor import Actor
from stopext.access.roles import Permission
from stopext.access.together import Asking
from stopext.web.start import Item, Panel, Work

SHOWN = 5


def panels(actor: Actor) -> Asking[Work]:
    """Meetings that are planned from today on, the first one first; nothing where there is none."""
    if not actor.can(Permission.MEET):
        return [], []
    rows = coming(own_meetings(actor)).only("case_number", "municipality_name", "planned_at")
    [found] = yield [rows.order_by("planned_at", "pk")[: SHOWN + 1]]
    items = [
        Item(
            label=_("Møde om sag %s") % row.case_number,
            url=reverse("casework:joint_meeting", args=[row.pk]),
            text=row.municipality_name,
            due=row.planned_at,
        )
        for row in found[:SHOWN]
    ]
    more = reverse("casework:own_meetings") if len(found) > SHOWN else ""
    return [], [Panel(_("Kommende møder"), items, more_url=more, order=9)] if items else []
