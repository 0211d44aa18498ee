"""What notices bring to the start page."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from stopext.access.actor import Actor
from stopext.notifications.reading import unread
from stopext.web.start import Deed, Item, Panel

SHOWN = 3


def panels(actor: Actor) -> tuple[list[Deed], list[Panel]]:
    """How much is unread, and the newest of it; nothing when everything is read. One query, and
    what the kinds ask of who has something unread."""
    found = unread(actor)
    if not found:
        return [], []
    news = reverse("notifications:news")
    items = [Item(one.line.text, news, one.kind) for one in found[:SHOWN]]
    title = _("Ulæste meddelelser")
    return [], [Panel(title=title, items=items, total=len(found), more_url=news, order=0)]
