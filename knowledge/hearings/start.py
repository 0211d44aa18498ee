"""What hearings bring to the start page: the open hearing for those who lead the work, and what
somebody is asked."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from knowledge.hearings.notices import invitation_lines
from knowledge.hearings.policies import INVITED
from knowledge.hearings.reading import counted
from stopext.access.actor import Actor
from stopext.access.roles import Permission
from stopext.access.together import Asking
from stopext.notifications.reading import own
from stopext.web.start import Item, Panel, Work

ORDER = 36
#: The newest invitations that are asked for: a colleague is in few hearings at a time.
SHOWN = 3


def panels(actor: Actor) -> Asking[Work]:
    """The hearing that is not closed yet, with its deadline, and what the actor is asked and has
    not answered. Two questions, and a query for each invitation; nothing without any."""
    if not actor.can(Permission.VIEW_OWN_PLAN):
        return [], []
    leads = actor.can(Permission.EDIT_OWN_PLAN)
    hearings = counted(actor).filter(closed_at__isnull=True)
    newest = own(actor).filter(kind=INVITED).only("about")[:SHOWN]
    asked, led = yield [newest, hearings if leads else hearings.none()]
    lines = invitation_lines(actor, [row.about for row in asked], only_waiting=True)
    items = [*(Item(line.text, line.url) for line in lines.values()), *map(_led, led)]
    return [], [Panel(title=_("Høring om jeres plan"), items=items, order=ORDER)] if items else []


def _led(row: Any) -> Item:
    told = _("%(replied)s af %(asked)s har svaret") % {"replied": row.replied, "asked": row.asked}
    return Item(row.title, reverse("hearings:hearing", args=[row.pk]), told, row.deadline)
