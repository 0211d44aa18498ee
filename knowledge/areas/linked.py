"""Actions of the own plan that a mapping names, in whichever version of the plan they stand now."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.urls import reverse

from knowledge.plans.choices import PlanStatus
from knowledge.plans.models import Action
from stopext.access.actor import Actor


def own_actions(actor: Actor) -> list[Action]:
    """Those that can be named: of the plan in force, and what is new in the draft. One query."""
    rows = Action.objects.for_actor(actor).filter(municipality_id=actor.authority_id)
    rows = rows.exclude(plan__status=PlanStatus.ARCHIVED).select_related("plan")
    found = list(rows.order_by("-is_public", "position"))
    public = {row.pk for row in found if row.is_public}
    return [row for row in found if row.origin not in public]


def named(actor: Actor, keys: Collection[UUID]) -> list[Action]:
    """Those that were chosen, as they stand now; one that is gone everywhere is passed over. Of one
    that was named in a version that is replaced, the copy in force is shown. One query."""
    rows = own_actions(actor)
    return [row for row in rows if {row.pk, row.origin} & {*keys}]


def links(actor: Actor, keys: Collection[UUID]) -> list[dict[str, Any]]:
    """Title and place of those that were chosen."""
    return [
        {"title": row.title, "url": _page(row), "status": row.get_status_display()}
        for row in named(actor, keys)
    ]


def _page(row: Action) -> str:
    if row.is_public:
        return reverse("knowledge:plan_report", args=[row.pk])
    return reverse("knowledge:part", args=["handling", row.pk])
