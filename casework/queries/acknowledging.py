"""To whom a receipt is owed for a concern."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q

from casework.models import Acknowledgement, Concern
from casework.models.case import ENDED
from casework.rules.codes import Channel
from casework.rules.retention import ADULT_AGE
from stopext.access import clock
from stopext.access.actor import Actor

#: What came longer ago is told on its case alone: so a list looks through the newest only.
LATELY = timedelta(days=90)


def is_owed(actor: Actor) -> Q:
    """The condition of a concern for whose receipt nobody has answered: of a child the law asks
    for one (barnets lov), of others whoever wants to hear. A form gives its receipt at once."""
    written = Acknowledgement.objects.for_actor(actor).filter(concern=OuterRef("pk"))
    child = Q(case__subject__birth_year__gte=clock.today().year - ADULT_AGE)
    return ~Exists(written) & ~Q(channel=Channel.FORM) & (Q(wants_feedback=True) | child)


def owed(actor: Actor) -> Any:
    """Concerns of running cases whose receipt is owed, the oldest first, with the ``number``; of
    the last three months."""
    lately = Concern.objects.for_actor(actor).filter(received_at__gt=clock.now() - LATELY)
    rows = lately.exclude(case__state__in=ENDED)
    found = rows.filter(is_owed(actor)).annotate(number=F("case__number"))
    return found.order_by("received_at", "pk")
