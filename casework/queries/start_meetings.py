"""Meetings of the info-house, on the start page of who takes part in them."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from casework.models import JointMeeting
from casework.queries.joint import coming, own_meetings, to_approve
from stopext.access.actor import Actor
from stopext.access.roles import Permission
from stopext.access.together import Asking
from stopext.web.start import Item, Panel, Work

SHOWN = 5


def panels(actor: Actor) -> Asking[Work]:
    """Minutes that wait for the approval of the reader's side, and meetings that are planned from
    today on, the first one first; nothing where there is none."""
    if not actor.can(Permission.MEET):
        return [], []
    asked = [_first(coming(own_meetings(actor)))]
    if actor.can(Permission.LEAD_MEETINGS):
        asked.append(_first(to_approve(actor)))
    ahead, *waiting = yield asked
    made = [_panel(_("Kommende møder"), [_ahead(row) for row in ahead], order=9)]
    for rows in waiting:
        minutes = [_written(row) for row in rows]
        title = _("Referater, I mangler at godkende")
        made.append(_panel(title, minutes, order=8, show="?show=past"))
    return [], [panel for panel in made if panel.items]


def _first(rows: Any) -> Any:
    told = rows.only("case_number", "municipality_name", "planned_at")
    return told.order_by("planned_at", "pk")[: SHOWN + 1]


def _panel(title: str, items: list[Item], *, order: int, show: str = "") -> Panel:
    more = f"{reverse('casework:own_meetings')}{show}" if len(items) > SHOWN else ""
    return Panel(title, items[:SHOWN], more_url=more, order=order)


def _ahead(row: JointMeeting) -> Item:
    return Item(
        label=_("Møde om sag %s") % row.case_number,
        url=reverse("casework:joint_meeting", args=[row.pk]),
        text=row.municipality_name,
        due=row.planned_at,
    )


def _written(row: JointMeeting) -> Item:
    return Item(
        label=_("Referat af møde om sag %s") % row.case_number,
        url=reverse("casework:joint_minutes", args=[row.pk]),
        text=row.municipality_name,
    )
