"""What hearings bring to the start page: the open hearing for those who lead the work, and what
somebody is asked."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from knowledge.hearings.notices import invitation_lines
from knowledge.hearings.policies import INVITED
from knowledge.hearings.reading import counted
from stopext.access.actor import Actor
from stopext.access.roles import Permission
from stopext.notifications.reading import own
from stopext.web.start import Deed, Item, Panel

ORDER = 36
#: The newest invitations that are asked for: a colleague is in few hearings at a time.
SHOWN = 3


def panels(actor: Actor) -> tuple[list[Deed], list[Panel]]:
    """The hearing that is not closed yet, with its deadline, and what the actor is asked. Two
    queries, and one for each invitation; nothing without any."""
    if not actor.can(Permission.VIEW_OWN_PLAN):
        return [], []
    items = [*_asked(actor), *_led(actor)]
    return [], [Panel(title=_("Høring om jeres plan"), items=items, order=ORDER)] if items else []


def _asked(actor: Actor) -> list[Item]:
    newest = own(actor).filter(kind=INVITED).values_list("about", flat=True)[:SHOWN]
    return [Item(line.text, line.url) for line in invitation_lines(actor, newest).values()]


def _led(actor: Actor) -> list[Item]:
    if not actor.can(Permission.EDIT_OWN_PLAN):
        return []
    return [
        Item(
            row.title,
            reverse("hearings:hearing", args=[row.pk]),
            _("%(replied)s af %(asked)s har svaret") % {"replied": row.replied, "asked": row.asked},
            row.deadline,
        )
        for row in counted(actor).filter(closed_at__isnull=True)
    ]
