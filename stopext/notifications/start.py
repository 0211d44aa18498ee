"""What notices bring to the start page."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from stopext.access.actor import Actor
from stopext.access.together import Asking
from stopext.notifications.reading import in_words, own
from stopext.web.start import Item, Panel, Work

SHOWN = 3


def panels(actor: Actor) -> Asking[Work]:
    """How much is unread, and the newest of it; nothing when everything is read. One question, and
    what the kinds ask of who has something unread."""
    [rows] = yield [own(actor).filter(read_at__isnull=True)]
    found = in_words(actor, rows)
    if not found:
        return [], []
    news = reverse("notifications:news")
    items = [Item(one.line.text, news, one.kind) for one in found[:SHOWN]]
    title = _("Ulæste meddelelser")
    return [], [Panel(title=title, items=items, total=len(found), more_url=news, order=0)]
