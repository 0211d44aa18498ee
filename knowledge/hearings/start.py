"""What hearings bring to the start page: the open hearing, for those who lead the work."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from knowledge.hearings.reading import counted
from stopext.access.actor import Actor
from stopext.access.roles import Permission
from stopext.web.start import Deed, Item, Panel

ORDER = 36


def panels(actor: Actor) -> tuple[list[Deed], list[Panel]]:
    """The hearing that is not closed yet, with its deadline. One query; nothing without one."""
    if not actor.can(Permission.EDIT_OWN_PLAN):
        return [], []
    items = [
        Item(
            row.title,
            reverse("hearings:hearing", args=[row.pk]),
            _("%(replied)s af %(asked)s har svaret") % {"replied": row.replied, "asked": row.asked},
            row.deadline,
        )
        for row in counted(actor).filter(closed_at__isnull=True)
    ]
    return [], [Panel(title=_("Høring om jeres plan"), items=items, order=ORDER)] if items else []
