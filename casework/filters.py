"""Filters of the worklist; they live in the address."""

from __future__ import annotations

import django_filters
from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from casework.models import CaseAssignment
from casework.models.case import ENDED
from casework.queries.case_joins import erasable
from casework.queries.hand_overs import waiting_hand_overs
from casework.queries.start_team import unanswered
from casework.rules.codes import ConcernForm
from casework.rules.retention import ADULT_AGE
from casework.rules.workflow import State
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.scoping import ScopedQuerySet
from stopext.web.filters import ChoiceFilter, Order, PortalFilterSet, TickFilter

#: Digits with which a case number begins.
YEAR = 4
#: Name in the address to label and columns.
SORTS = {
    "deadline": (_("Frist"), ("due_at",)),
    "number": (_("Sagsnummer"), ("number",)),
    "newest": (_("Senest modtaget"), ("-received_at",)),
    "changed": (_("Senest ændret"), ("-updated_at",)),
}


class CaseFilter(PortalFilterSet):
    """By state, own, overdue, form, age and case number. No search by name: that is the repeat
    search, which asks for a reason to search."""

    refuses_unreadable = True

    status = ChoiceFilter(field_name="state", label=_("Status"), choices=State.choices)
    form = ChoiceFilter(label=_("Form"), choices=ConcernForm.choices)
    number = django_filters.CharFilter(
        method="by_number",
        label=_("Sagsnummer"),
        help_text=_("Hele nummeret, begyndelsen eller slutningen, f.eks. 2017-0101 eller 0021."),
        max_length=14,
    )
    sort = Order(SORTS, label=_("Sortering"))
    mine = TickFilter(label=_("Mine sager"), method="only_mine")
    overdue = TickFilter(label=_("Over fristen"), method="only_overdue")
    young = TickFilter(label=_("Under 18 år"), method="only_young")
    unled = TickFilter(label=_("Uden tovholder"), method="only_unled")
    waiting = TickFilter(label=_("Venter på andre"), method="only_waiting")
    erasable = TickFilter(label=_("Kan slettes"), method="only_erasable")
    ended = TickFilter(label=_("Vis også afsluttede"), method="with_ended")

    def __init__(self, data: QueryDict, queryset: ScopedQuerySet, *, actor: Actor) -> None:
        self.actor = actor
        super().__init__(data, queryset)

    def filter_queryset(self, queryset: ScopedQuerySet, *, without: str = "") -> ScopedQuerySet:
        """Ended cases are left out unless they, or one of their states, are asked for."""
        rows: ScopedQuerySet = super().filter_queryset(queryset, without=without)
        if self.chosen.keys() & {"ended", "erasable", "status", "number"}:
            return rows
        running: ScopedQuerySet = rows.exclude(state__in=ENDED)
        return running

    def in_every_state(self, queryset: ScopedQuerySet) -> ScopedQuerySet:
        """What all but the state narrow, ended cases too: what each state would show."""
        rows: ScopedQuerySet = super().filter_queryset(queryset, without="status")
        return rows

    def with_ended(self, rows: ScopedQuerySet, _name: str, _value: bool) -> ScopedQuerySet:
        """Narrows nothing by itself: see ``filter_queryset``."""
        return rows

    def by_number(self, rows: ScopedQuerySet, _name: str, value: str) -> ScopedQuerySet:
        """By the whole number, by how it begins (at least the year), or by its last parts, the
        zeros in front left out or not: ``21``, ``0021``, ``0851-0021``."""
        first, *others = value.strip("-").split("-")
        end = "-".join(["", first.zfill(4), *(each.zfill(4) for each in others)])
        begins = Q(number__startswith=value) if len(value) >= YEAR else Q()
        return rows.filter(begins | Q(number__endswith=end))

    def only_mine(self, rows: ScopedQuerySet, _name: str, _value: bool) -> ScopedQuerySet:
        """Those the actor coordinates or is put on."""
        on = CaseAssignment.objects.for_actor(self.actor).filter(
            user_id=self.actor.user_id, until__isnull=True
        )
        mine = Q(coordinator_user=self.actor.user_id) | Q(pk__in=on.values("case_id"))
        return rows.filter(mine)

    def only_overdue(self, rows: ScopedQuerySet, _name: str, _value: bool) -> ScopedQuerySet:
        """Those whose state's clock has run out."""
        return rows.filter(due_at__lt=clock.now())

    def only_unled(self, rows: ScopedQuerySet, _name: str, _value: bool) -> ScopedQuerySet:
        """Those for which nobody is appointed."""
        return rows.filter(coordinator_user__isnull=True)

    def only_waiting(self, rows: ScopedQuerySet, _name: str, _value: bool) -> ScopedQuerySet:
        """Those in which the police or somebody who was asked owes an answer."""
        owed = (waiting_hand_overs(self.actor), unanswered(self.actor))
        sent, asked = (found.order_by().values("case_id") for found in owed)
        return rows.filter(Q(pk__in=sent) | Q(pk__in=asked))

    def only_erasable(self, rows: ScopedQuerySet, _name: str, _value: bool) -> ScopedQuerySet:
        """Closed ones whose retention is over and not stopped."""
        found: ScopedQuerySet = erasable(rows, clock.today())
        return found

    def only_young(self, rows: ScopedQuerySet, _name: str, _value: bool) -> ScopedQuerySet:
        """By birth year, which counts the whole year in which a citizen turns 18."""
        return rows.filter(subject__birth_year__gte=clock.today().year - ADULT_AGE)
