"""Filters and orders of the list of municipalities and their plans."""

from __future__ import annotations

from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.lookups import IsNull
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from knowledge.plans.choices import IN_FORCE, PlanStatus
from knowledge.plans.models import Plan
from stopext.access.roles import AuthorityKind
from stopext.accounts.models import Authority
from stopext.web.filters import ChoiceFilter, Order, PortalFilterSet

NONE_PUBLISHED = "none"
STATUSES = [
    *((value, PlanStatus(value).label) for value in IN_FORCE),
    (NONE_PUBLISHED, _("Ingen plan i portalen")),
]
#: ``revision_due`` is the public plan's; a municipality without one has none.
SORTS = {
    "plan": (_("Med plan først"), (IsNull(F("revision_due"), True), "name")),
    "revision": (_("Næste revision først"), (F("revision_due").asc(nulls_last=True), "name")),
    "name": (_("Kommune, A–Å"), ("name",)),
}


def region_choices() -> list[tuple[str, str]]:
    """The regions that municipalities lie in."""
    rows = Authority.objects.filter(kind=AuthorityKind.MUNICIPALITY).order_by("region_name")
    return [(name, name) for name in rows.values_list("region_name", flat=True).distinct()]


class PlanFilter(PortalFilterSet):
    """Municipalities by region and by the state of their public plan."""

    region = ChoiceFilter(field_name="region_name", label=_("Region"), choices=region_choices)
    status = ChoiceFilter(label=_("Status"), choices=STATUSES, method="with_status")
    sort = Order(SORTS)

    def __init__(self, data: QueryDict) -> None:
        plan = Plan.objects.public().filter(municipality=OuterRef("pk"))
        places = Authority.objects.filter(kind=AuthorityKind.MUNICIPALITY)
        super().__init__(
            data, places.annotate(revision_due=Subquery(plan.values("revision_due")[:1]))
        )

    def with_status(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Municipalities whose public plan has the status, or that have none."""
        public = Plan.objects.public()
        if value == NONE_PUBLISHED:
            return rows.exclude(pk__in=public.values("municipality_id"))
        return rows.filter(pk__in=public.filter(status=value).values("municipality_id"))
