"""Filters and orders of the list of municipalities and their plans."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.lookups import IsNull
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from knowledge.plans.choices import PUBLIC_STATUSES, PlanStatus
from knowledge.plans.models import Plan
from stopext.access.roles import AuthorityKind
from stopext.accounts.models import Authority
from stopext.web.forms import FilterForm

NONE_PUBLISHED = "ingen"
STATUSES = [
    *((value, PlanStatus(value).label) for value in PUBLIC_STATUSES),
    (NONE_PUBLISHED, _("Ingen plan i portalen")),
]
#: ``revision_due`` is the public plan's; a municipality without one has none.
SORTS: dict[str, tuple[Any, tuple[Any, ...]]] = {
    "plan": (_("Med plan først"), (IsNull(F("revision_due"), True), "name")),
    "revision": (_("Næste revision først"), (F("revision_due").asc(nulls_last=True), "name")),
    "navn": (_("Kommune, A–Å"), ("name",)),
}
DEFAULT_SORT = "plan"


def region_choices() -> list[tuple[str, str]]:
    """The regions that municipalities lie in."""
    rows = Authority.objects.filter(kind=AuthorityKind.MUNICIPALITY).order_by("region_name")
    return [(name, name) for name in rows.values_list("region_name", flat=True).distinct()]


def municipalities(query: QueryDict) -> PlanFilter:
    """The municipalities a query string asks for; a value nobody offers is ignored."""
    data = query.copy()
    data.setdefault("sort", DEFAULT_SORT)
    plan = Plan.objects.public().filter(municipality=OuterRef("pk"))
    places = Authority.objects.filter(kind=AuthorityKind.MUNICIPALITY)
    dated = places.annotate(revision_due=Subquery(plan.values("revision_due")[:1]))
    return PlanFilter(data, dated.order_by(*SORTS[DEFAULT_SORT][1]))


class PlanFilter(django_filters.FilterSet):
    """The filters of the list."""

    region = django_filters.ChoiceFilter(
        field_name="region_name", label=_("Region"), choices=region_choices, empty_label=_("Alle")
    )
    status = django_filters.ChoiceFilter(
        label=_("Status"), choices=STATUSES, empty_label=_("Alle"), method="with_status"
    )
    sort = django_filters.ChoiceFilter(
        label=_("Sortér efter"),
        choices=[(name, label) for name, (label, _order) in SORTS.items()],
        empty_label=None,
        method="in_order",
    )

    class Meta:
        model = Authority
        fields: list[str] = []
        form = FilterForm

    @property
    def narrowing(self) -> int:
        """How many filters are in use; an order leaves nobody out."""
        return sum(bool(self.form.cleaned_data.get(name)) for name in ("region", "status"))

    def with_status(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Municipalities whose public plan has the status, or that have none."""
        public = Plan.objects.public()
        if value == NONE_PUBLISHED:
            return rows.exclude(pk__in=public.values("municipality_id"))
        return rows.filter(pk__in=public.filter(status=value).values("municipality_id"))

    def in_order(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Municipalities in the chosen order."""
        return rows.order_by(*SORTS[value][1])
