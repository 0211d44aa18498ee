"""What waits for one person over all apps, in the order of its days."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import TextChoices
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from stopext.access import clock, together
from stopext.access.declare import PortalRequest, access
from stopext.access.roles import Permission
from stopext.web import registry
from stopext.web.start import Item, Panel, asking

WEEK = timedelta(days=7)


class When(TextChoices):
    """How near it is."""

    OVERDUE = "overdue", _("Overskredet")
    TODAY = "today", _("I dag")
    WEEK = "week", _("De næste syv dage")
    LATER = "later", _("Senere")
    UNDATED = "undated", _("Uden dato")


@dataclass(frozen=True, slots=True)
class Duty:
    """One line: what it is, of which sort, and when."""

    item: Item
    kind: str
    moment: datetime | None

    def when(self, now: datetime) -> When:
        """How near it is, as seen at ``now``."""
        if self.moment is None:
            return When.UNDATED
        if self.moment < now:
            return When.OVERDUE
        day, today = timezone.localdate(self.moment), timezone.localdate(now)
        if day == today:
            return When.TODAY
        return When.WEEK if day <= today + WEEK else When.LATER


@access(Permission.START)
@require_safe
def duties(request: PortalRequest) -> HttpResponse:
    """Everything that waits for the reader, what is due first on top; of one sort if so asked."""
    work = together.answers(asking(provider(request.actor)) for provider in registry.DUTIES)
    panels = [panel for _deeds, found in work for panel in found]
    every = sorted(_duties(panels), key=_order)
    kinds = sorted({duty.kind for duty in every})
    chosen = request.GET.get("slags", "")
    shown = [duty for duty in every if duty.kind == chosen] if chosen in kinds else every
    now = clock.now()
    context = {
        "groups": [
            (when, found)
            for when in When
            if (found := [duty for duty in shown if duty.when(now) is when])
        ],
        "kinds": kinds,
        "chosen": chosen if chosen in kinds else "",
        "number": len(shown),
        "cut": [panel for panel in panels if panel.count > len(panel.items) and panel.items],
        "breadcrumbs": [(_("Opgaver"), "")],
    }
    return render(request, "web/duties.html", context)


def _duties(panels: Iterable[Panel]) -> Iterable[Duty]:
    for panel in panels:
        for item in panel.items:
            yield Duty(item, panel.title, _moment(item.due))


def _moment(due: date | datetime | None) -> datetime | None:
    """A day is due with its last minute, in Denmark."""
    if due is None or isinstance(due, datetime):
        return due
    return timezone.make_aware(datetime.combine(due, time.max))


def _order(duty: Duty) -> tuple[bool, datetime, str]:
    return duty.moment is None, duty.moment or clock.now(), duty.item.label
