"""The end of the open hearing, in the duty calendar of those who lead the work."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from knowledge.hearings.models import Hearing
from knowledge.plans.duties import Duty
from knowledge.plans.models import Plan
from stopext.access.actor import Actor


def hearing_ends(actor: Actor, _plan: Plan | None) -> Iterator[Duty]:
    """The deadline of a hearing until it is closed; its title is the municipality's own words, and
    stays out of files. One query."""
    rows = Hearing.objects.for_actor(actor).filter(closed_at__isnull=True)
    for row in rows.defer("parts", "letter"):
        yield Duty(
            f"hearing-{row.pk}",
            row.deadline,
            _("Høringen slutter: %s") % row.title,
            _("Sidste dag for svar. Vurdér svarene bagefter, og afslut høringen."),
            reverse("hearings:hearing", args=[row.pk]),
            _("Høringen om planen slutter"),
        )
