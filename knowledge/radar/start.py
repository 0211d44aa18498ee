"""What the radar brings to the start page: changes with places that nobody has decided on."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from knowledge.radar.hits import radar
from stopext.access.actor import Actor
from stopext.access.roles import Permission
from stopext.web.start import Deed, Item, Panel

SHOWN = 3


def panels(actor: Actor) -> tuple[list[Deed], list[Panel]]:
    """The newest that wait; nothing where nothing does. The radar's queries."""
    if not actor.can(Permission.TAKE_ADVICE):
        return [], []
    waiting = [one for one in radar(actor) if one.waiting]
    if not waiting:
        return [], []
    panel = Panel(
        title=_("Ændringer, der berører planer"),
        items=[
            Item(
                one.title,
                reverse("radar:change", args=[one.key]),
                ngettext("ét sted venter", "%(number)s steder venter", one.waiting)
                % {"number": one.waiting},
            )
            for one in waiting[:SHOWN]
        ],
        total=len(waiting),
        more_url=reverse("radar:changes"),
        order=38,
    )
    return [], [panel]
