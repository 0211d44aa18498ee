"""Meetings of the info-house, on the start page of who takes part in them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from casework.models import JointMeeting
from casework.queries.joint import coming, own_meetings, to_approve
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.roles import Permission
from stopext.access.together import Asking
from stopext.web.dates import format_datetime, format_time
from stopext.web.start import Item, Panel, Work

SHOWN = 5


def panels(actor: Actor) -> Asking[Work]:
    """Minutes that wait for the approval of the reader's side, and meetings to come, the first one
    first; nothing where there is none."""
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
        label=_("Møde %(when)s om sag %(number)s")
        % {"when": _when(row.planned_at), "number": row.case_number},
        url=reverse("casework:joint_meeting", args=[row.pk]),
        text=row.municipality_name,
    )


def _when(at: datetime) -> str:
    """The day and hour in words; no deadline, since nothing is late when it has begun."""
    days = (timezone.localdate(at) - clock.today()).days
    near = {0: _("i dag kl. %s"), 1: _("i morgen kl. %s")}.get(days)
    return near % format_time(at) if near else format_datetime(at, clock.now())


def _written(row: JointMeeting) -> Item:
    return Item(
        label=_("Referat af møde om sag %s") % row.case_number,
        url=reverse("casework:joint_minutes", args=[row.pk]),
        text=row.municipality_name,
    )
