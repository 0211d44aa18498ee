"""Questions from other authorities, on the start page of who answers them."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from casework.models import Inquiry
from casework.queries.inquiries import to_answer
from stopext.access.actor import Actor
from stopext.access.roles import Permission
from stopext.access.together import Asking
from stopext.web.start import Item, Panel, Work, counted, first

SHOWN = 5


def panels(actor: Actor) -> Asking[Work]:
    """What waits for an answer, the most urgent first; nothing where there is none."""
    if not actor.can(Permission.ANSWER_INQUIRIES):
        return [], []
    rows: Any = to_answer(actor).only("case_number", "municipality_name", "due_on")
    (waiting,) = yield [first(rows, SHOWN)]
    if not waiting:
        return [], []
    return [], [
        Panel(
            _("Spørgsmål fra andre, der venter på jeres svar"),
            [_item(row) for row in waiting],
            total=counted(waiting),
            more_url=reverse("casework:inquiries"),
            order=7,
        )
    ]


def _item(row: Inquiry) -> Item:
    return Item(
        label=_("Spørgsmål om sag %s") % row.case_number,
        url=reverse("casework:inquiry", args=[row.pk]),
        text=row.municipality_name,
        due=row.due_on,
    )
