"""What accounts brings to the start page of an administrator."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.roles import Permission
from stopext.accounts.models import Invitation
from stopext.accounts.policies import awaiting
from stopext.web.start import Deed, Item, Panel

TO_CONFIRM = 5
SHOWN = 5


def panels(actor: Actor) -> tuple[list[Deed], list[Panel]]:
    """Roles that wait for this administrator's confirmation; one query, none for other roles."""
    if not actor.can(Permission.CONFIRM_ROLES):
        return [], []
    rows = Invitation.objects.for_actor(actor).select_related("authority")
    found = list(awaiting(rows, actor, clock.now()).order_by("expires_at", "pk")[: SHOWN + 1])
    panel = Panel(
        title=_("Roller, du skal bekræfte"),
        items=[_item(row) for row in found[:SHOWN]],
        empty=_("Ingen roller venter på dig."),
        more_url=reverse("accounts:members"),
        order=TO_CONFIRM,
    )
    return [], [panel]


def _item(row: Invitation) -> Item:
    return Item(
        label=row.name,
        url=reverse("accounts:confirm", args=[row.pk]),
        text=f"{row.get_role_display()}, {row.authority.name}",
        due=row.expires_at,
    )
