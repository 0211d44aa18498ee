"""What advice brings to the start page: the adviser's inbox, and answers for the municipality."""

from __future__ import annotations

from django.db.models import Case, IntegerField, Value, When
from django.urls import reverse
from django.utils.translation import gettext as _

from knowledge.advice.choices import OPEN, Status
from knowledge.advice.models import Thread
from stopext.access.actor import Actor
from stopext.access.roles import Permission
from stopext.access.together import Asking
from stopext.web.start import Item, Panel, Work, counted, first

SHOWN = 6
#: New ones first, then those that wait for her.
_RANK = Case(
    *(When(status=status, then=Value(rank)) for rank, status in enumerate(OPEN)),
    output_field=IntegerField(),
)


def panels(actor: Actor) -> Asking[Work]:
    """Open threads: every one for advisers, of the municipality those that are answered. One
    question."""
    rows = Thread.objects.for_actor(actor).select_related("municipality")
    if actor.can(Permission.GUIDE_MUNICIPALITIES):
        rows = rows.filter(status__in=OPEN).order_by(_RANK, "changed_at")
        title, empty, order = _("Sparring med kommuner"), _("Ingen kommune venter på svar."), 5
    elif actor.can(Permission.EDIT_OWN_PLAN):
        rows = rows.filter(status=Status.ANSWERED).order_by("changed_at")
        title, empty, order = _("Svar fra centerets rådgivere"), "", 36
    else:
        return [], []
    [found] = yield [first(rows, SHOWN)]
    if not found and not empty:
        return [], []
    panel = Panel(
        title=title,
        items=[_item(row, actor) for row in found],
        empty=empty,
        total=counted(found),
        more_url=reverse("advice:threads"),
        order=order,
    )
    return [], [panel]


def _item(row: Thread, actor: Actor) -> Item:
    told = [row.get_status_display()]
    if actor.can(Permission.GUIDE_MUNICIPALITIES):
        told = [row.municipality.name, *told, row.adviser_name]
    return Item(row.subject, row.get_absolute_url(), " · ".join(filter(None, map(str, told))))
