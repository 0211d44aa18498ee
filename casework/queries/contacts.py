"""What was promised in contacts and waits for somebody to turn back."""

from __future__ import annotations

from django.db.models import F

from casework.models import Contact
from casework.models.case import ENDED
from stopext.access.actor import Actor
from stopext.access.scoping import ScopedQuerySet


def to_answer(actor: Actor) -> ScopedQuerySet:
    """Contacts of running cases in which somebody promised to turn back, the first day first, with
    the ``number`` of the case."""
    rows = Contact.objects.for_actor(actor).filter(answer_by__isnull=False, settled_at__isnull=True)
    told: ScopedQuerySet = rows.exclude(case__state__in=ENDED).annotate(number=F("case__number"))
    return told.select_related("party").order_by("answer_by", "pk")
