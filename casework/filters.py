"""Filters of the worklist; they live in the address."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Q
from django.forms import CheckboxInput
from django.utils.translation import gettext_lazy as _

from casework.models import Case, CaseAssignment
from casework.models.case import ENDED, erasable
from casework.rules.codes import ConcernForm
from casework.rules.retention import ADULT_AGE
from casework.rules.workflow import State
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.scoping import ScopedQuerySet
from stopext.web.forms import FilterForm

#: Choice in the address to ordering.
ORDERINGS: dict[str, tuple[str, ...]] = {
    "frist": ("due_at",),
    "nummer": ("number",),
    "nyeste": ("-received_at",),
    "aendret": ("-updated_at",),
}
DEFAULT_ORDERING = "frist"


class CaseFilter(django_filters.FilterSet):
    """By state, own, overdue, form, age and case number. No search by name: that is the repeat
    search, which asks for a reason to search."""

    status = django_filters.ChoiceFilter(
        field_name="state", label=_("Status"), choices=State.choices, empty_label=_("Alle")
    )
    form_ = django_filters.ChoiceFilter(
        field_name="form", label=_("Form"), choices=ConcernForm.choices, empty_label=_("Alle")
    )
    sag = django_filters.CharFilter(
        field_name="number", lookup_expr="startswith", label=_("Sagsnummer"), max_length=14
    )
    orden = django_filters.ChoiceFilter(
        label=_("Sortering"),
        method="keep",
        choices=(
            ("frist", _("Frist")),
            ("nummer", _("Sagsnummer")),
            ("nyeste", _("Senest modtaget")),
            ("aendret", _("Senest ændret")),
        ),
        empty_label=None,
    )
    mine = django_filters.BooleanFilter(
        label=_("Mine sager"), method="only_mine", widget=CheckboxInput
    )
    over = django_filters.BooleanFilter(
        label=_("Over fristen"), method="only_overdue", widget=CheckboxInput
    )
    unge = django_filters.BooleanFilter(
        label=_("Under 18 år"), method="only_young", widget=CheckboxInput
    )
    slet = django_filters.BooleanFilter(
        label=_("Kan slettes"), method="only_erasable", widget=CheckboxInput
    )
    slut = django_filters.BooleanFilter(
        label=_("Vis også afsluttede"), method="keep", widget=CheckboxInput
    )

    class Meta:
        model = Case
        fields: list[str] = []
        form = FilterForm

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        self.actor = actor
        super().__init__(*args, **kwargs)

    @property
    def given(self) -> dict[str, Any]:
        """The values that were readable."""
        return getattr(self.form, "cleaned_data", {})

    @property
    def ordering(self) -> tuple[str, ...]:
        """Columns the list is ordered by."""
        return ORDERINGS[self.given.get("orden") or DEFAULT_ORDERING]

    @property
    def active(self) -> int:
        """How many filters are in use; the ordering is none."""
        return sum(bool(value) for name, value in self.given.items() if name != "orden")

    def filter_queryset(self, queryset: ScopedQuerySet) -> ScopedQuerySet:
        """Ended cases are left out unless they, or one of their states, are asked for."""
        rows: ScopedQuerySet = super().filter_queryset(queryset)
        if any(self.given.get(name) for name in ("slut", "slet", "status", "sag")):
            return rows
        running: ScopedQuerySet = rows.exclude(state__in=ENDED)
        return running

    def keep(self, rows: ScopedQuerySet, _name: str, _value: Any) -> ScopedQuerySet:
        """Read elsewhere; narrows nothing by itself."""
        return rows

    def only_mine(self, rows: ScopedQuerySet, _name: str, value: bool) -> ScopedQuerySet:
        """Those the actor coordinates or is put on."""
        if not value:
            return rows
        on = CaseAssignment.objects.for_actor(self.actor).filter(
            user_id=self.actor.user_id, until__isnull=True
        )
        mine = Q(coordinator_user=self.actor.user_id) | Q(pk__in=on.values("case_id"))
        return rows.filter(mine)

    def only_overdue(self, rows: ScopedQuerySet, _name: str, value: bool) -> ScopedQuerySet:
        """Those whose state's clock has run out."""
        return rows.filter(due_at__lt=clock.now()) if value else rows

    def only_erasable(self, rows: ScopedQuerySet, _name: str, value: bool) -> ScopedQuerySet:
        """Closed ones whose retention is over and not stopped."""
        return erasable(rows, clock.today()) if value else rows

    def only_young(self, rows: ScopedQuerySet, _name: str, value: bool) -> ScopedQuerySet:
        """By birth year, which counts the whole year in which a citizen turns 18."""
        if not value:
            return rows
        return rows.filter(subject__birth_year__gte=clock.today().year - ADULT_AGE)
