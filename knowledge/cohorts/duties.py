"""The milestones that a municipality has not reached, in its duty calendar."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from knowledge.cohorts.query import current_cohort, own_lines
from knowledge.plans.duties import Duty
from knowledge.plans.models import Plan
from stopext.access.actor import Actor


def milestones_ahead(actor: Actor, _plan: Plan | None) -> Iterator[Duty]:
    """Those of the cohort it is in. One query for who is in none, five for a member."""
    cohort = current_cohort(actor)
    if cohort is None:
        return
    for line in own_lines(actor, cohort):
        if not line.state.is_done:
            yield Duty(
                f"milestone-{line.milestone.pk}",
                line.milestone.due_on,
                _("Milepæl: %s") % line.milestone.text,
                _("Aftalt med centeret i forløbet “%s”.") % cohort.name,
                cohort.get_absolute_url(),
            )
