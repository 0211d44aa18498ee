"""What the radar brings to the start page: changes with places that nobody has decided on."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from knowledge.radar.hits import finding
from stopext.access.actor import Actor
from stopext.access.roles import Permission
from stopext.access.together import Asking
from stopext.web.start import Item, Panel, Work

SHOWN = 3


def panels(actor: Actor) -> Asking[Work]:
    """The newest that wait; nothing where nothing does. The radar's questions."""
    if not actor.can(Permission.TAKE_ADVICE):
        return [], []
    found = yield from finding(actor)
    waiting = [one for one in found if one.waiting]
    if not waiting:
        return [], []
    guides = actor.can(Permission.GUIDE_MUNICIPALITIES)
    if guides:
        title = _("Ændringer, der berører planer, artikler og skabelonen")
    else:
        title = _("Ændringer, der berører jeres plan")
    panel = Panel(
        title=title,
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
