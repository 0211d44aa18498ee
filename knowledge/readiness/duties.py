"""When the next self-assessment falls due: two years after the last, or after the adoption of the
plan, so that each council term has two, one before the plan is revised."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from knowledge.plans.duties import Duty
from knowledge.plans.models import Plan
from knowledge.plans.schedule import moved
from knowledge.readiness.models import Assessment
from stopext.access.actor import Actor
from stopext.access.roles import Permission
from stopext.web.dates import format_date

MONTHS = 24


def next_one(actor: Actor, plan: Plan | None) -> Iterator[Duty]:
    """The next self-assessment, for who may make it: counted from the last one, the first from the
    adoption of the plan in force. One query."""
    if actor.can(Permission.EDIT_OWN_PLAN):
        yield from to_make(latest_locked(actor), plan)


def latest_locked(actor: Actor) -> Any:
    """The last self-assessment of the actor's municipality that was ended."""
    rows = Assessment.objects.for_actor(actor).filter(is_locked=True)
    return rows.order_by("-locked_at")[:1]


def to_make(latest: Iterable[Assessment], plan: Plan | None) -> Iterator[Duty]:
    """The self-assessment that is due after the ``latest``, or the adoption of the plan. Advice, no
    law, and it says so."""
    row = next(iter(latest), None)
    if row is None or row.locked_at is None:
        if plan and plan.adopted_on:
            yield Duty(
                "readiness",
                moved(plan.adopted_on, MONTHS),
                _("Lav jeres første selvvurdering"),
                _("Et godt råd: hvert andet år. I har ikke afsluttet en endnu."),
                reverse("readiness:list"),
            )
        return
    done = timezone.localdate(row.locked_at)
    yield Duty(
        f"readiness-{row.pk}",
        moved(done, MONTHS),
        _("Lav en ny selvvurdering"),
        _("Et godt råd: hvert andet år. Den seneste er fra %s.") % format_date(done),
        reverse("readiness:list"),
    )
