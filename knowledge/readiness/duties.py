"""When the next self-assessment falls due: two years after the last, so that each council term has
two, one before the plan is revised."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from knowledge.plans.duties import Duty
from knowledge.plans.schedule import moved
from knowledge.readiness.models import Assessment
from stopext.access.actor import Actor
from stopext.web.dates import format_date

MONTHS = 24


def next_one(actor: Actor) -> Iterator[Duty]:
    """The next self-assessment of who has made one. Advice, no law, and it says so. One query."""
    row = Assessment.objects.for_actor(actor).filter(is_locked=True).order_by("-locked_at").first()
    if row is None or row.locked_at is None:
        return
    done = timezone.localdate(row.locked_at)
    yield Duty(
        f"readiness-{row.pk}",
        moved(done, MONTHS),
        _("Lav en ny selvvurdering"),
        _("Et godt råd: hvert andet år. Den seneste er fra %s.") % format_date(done),
        reverse("readiness:list"),
    )
