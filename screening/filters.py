"""Filters of the list of screenings; they live in the address."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Exists, OuterRef, Q
from django.forms import CheckboxInput
from django.utils.translation import gettext_lazy as _

from screening.engine.states import State
from screening.models import Rating, Screening, ScreeningAccess
from screening.wording.labels import STATE_LABELS
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.scoping import ScopedQuerySet
from stopext.web.forms import FilterForm


class ScreeningFilter(django_filters.FilterSet):
    """By status, own, and overdue."""

    status = django_filters.ChoiceFilter(
        field_name="state",
        label=_("Status"),
        choices=[(state.value, label) for state, label in STATE_LABELS.items()],
        empty_label=_("Alle"),
    )
    case = django_filters.CharFilter(
        field_name="reference", lookup_expr="iexact", label=_("Sagsnummer"), max_length=32
    )
    mine = django_filters.BooleanFilter(
        label=_("Kun dem, jeg besvarer"), method="only_mine", widget=CheckboxInput
    )
    overdue = django_filters.BooleanFilter(
        label=_("Kun over fristen"), method="only_overdue", widget=CheckboxInput
    )

    class Meta:
        model = Screening
        fields: list[str] = []
        form = FilterForm

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        self.actor = actor
        super().__init__(*args, **kwargs)

    def only_mine(self, rows: ScopedQuerySet, name: str, value: bool) -> ScopedQuerySet:
        """Those the actor rates or is named for."""
        if not value:
            return rows
        me = self.actor.user_id
        rated = Rating.objects.for_actor(self.actor).filter(screening=OuterRef("pk"), rater_id=me)
        named = ScreeningAccess.objects.for_actor(self.actor).filter(
            screening=OuterRef("pk"), user_id=me, ended_at=None
        )
        return rows.filter(Q(Exists(rated)) | Q(Exists(named)))

    def only_overdue(self, rows: ScopedQuerySet, name: str, value: bool) -> ScopedQuerySet:
        """Open ones whose deadline has passed."""
        return rows.filter(state=State.OPEN.value, due_on__lt=clock.today()) if value else rows

    @property
    def active(self) -> int:
        """How many filters are in use."""
        return sum(bool(value) for value in getattr(self.form, "cleaned_data", {}).values())
