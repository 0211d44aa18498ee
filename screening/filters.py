"""Filters of the list of screenings; they live in the address."""

from __future__ import annotations

import django_filters
from django.db.models import Exists, OuterRef, Q
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from screening.engine.states import State
from screening.models import Rating, ScreeningAccess
from screening.wording.labels import STATE_LABELS
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.scoping import ScopedQuerySet
from stopext.web.filters import ChoiceFilter, PortalFilterSet, TickFilter


class ScreeningFilter(PortalFilterSet):
    """By status, case number, own, and overdue."""

    refuses_unreadable = True

    status = ChoiceFilter(
        field_name="state",
        label=_("Status"),
        choices=[(state.value, label) for state, label in STATE_LABELS.items()],
    )
    case = django_filters.CharFilter(
        field_name="reference", lookup_expr="iexact", label=_("Sagsnummer"), max_length=32
    )
    mine = TickFilter(label=_("Kun dem, jeg besvarer"), method="only_mine")
    overdue = TickFilter(label=_("Kun over fristen"), method="only_overdue")

    def __init__(self, data: QueryDict, queryset: ScopedQuerySet, *, actor: Actor) -> None:
        self.actor = actor
        super().__init__(data, queryset)

    def only_mine(self, rows: ScopedQuerySet, _name: str, _value: bool) -> ScopedQuerySet:
        """Those the actor rates or is named for."""
        me = self.actor.user_id
        rated = Rating.objects.for_actor(self.actor).filter(screening=OuterRef("pk"), rater_id=me)
        named = ScreeningAccess.objects.for_actor(self.actor).filter(
            screening=OuterRef("pk"), user_id=me, ended_at=None
        )
        return rows.filter(Q(Exists(rated)) | Q(Exists(named)))

    def only_overdue(self, rows: ScopedQuerySet, _name: str, _value: bool) -> ScopedQuerySet:
        """Open ones whose deadline has passed."""
        return rows.filter(state=State.OPEN.value, due_on__lt=clock.today())
