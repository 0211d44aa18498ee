"""Filters of the log."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, time
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy

from stopext.access.actor import Actor
from stopext.access.roles import AuthorityKind
from stopext.accounts.logbook import words
from stopext.audit.models import AuditEvent, EventQuerySet
from stopext.web import registry
from stopext.web.filters import ChoiceFilter, DateFilter, PortalFilterSet, TickFilter


class OwnLogFilter(PortalFilterSet):
    """One's own events by action and period."""

    action = ChoiceFilter(choices=words.actions, label=gettext_lazy("Handling"))
    since = DateFilter(method="from_day", label=gettext_lazy("Fra og med"))
    until = DateFilter(method="to_day", label=gettext_lazy("Til og med"))

    def from_day(self, rows: QuerySet[AuditEvent], _name: str, value: Any) -> QuerySet[AuditEvent]:
        """From the first minute of the day in Denmark."""
        return rows.filter(at__gte=_midnight(value))

    def to_day(self, rows: QuerySet[AuditEvent], _name: str, value: Any) -> QuerySet[AuditEvent]:
        """To the last minute of the day in Denmark."""
        return rows.filter(at__lte=timezone.make_aware(datetime.combine(value, time.max)))


class LogFilter(OwnLogFilter):
    """Events of an authority, also by person, by case number and by the id of something."""

    field_order = ("number", "citizen", "person", "action", "since", "until", "object_id")

    number = django_filters.CharFilter(
        method="about_case",
        label=gettext_lazy("Sagsnummer"),
        help_text=gettext_lazy("F.eks. 2017-0101-0001. Viser også lister, hvor sagen stod."),
    )
    citizen = TickFilter(
        method="with_citizen", label=gettext_lazy("Også borgerens andre sager og opslag på navnet")
    )
    person = ChoiceFilter(field_name="user_id", label=gettext_lazy("Person"))
    object_id = django_filters.CharFilter(
        method="about",
        label=gettext_lazy("Id på andet end en sag"),
        help_text=gettext_lazy("Hele id'et, som det står i adressen på siden."),
    )

    def __init__(
        self,
        data: Any,
        queryset: EventQuerySet,
        *,
        actor: Actor,
        people: dict[str, str],
        hidden: Collection[str],
    ) -> None:
        self.actor, self.hidden = actor, hidden
        super().__init__(data, queryset)
        # Citizens are a municipality's; the police know a case by its number, and the centre none.
        if actor.authority_kind is not AuthorityKind.MUNICIPALITY:
            del self.filters["citizen"]
        if actor.authority_kind is AuthorityKind.CENTRE:
            del self.filters["number"]
        self.filters["person"].extra["choices"] = sorted(people.items(), key=lambda pair: pair[1])

    def about(self, rows: EventQuerySet, _name: str, value: str) -> EventQuerySet:
        """Events about one thing, also those that listed it among others; of what is hidden none,
        though lists on which it stood are shown without it."""
        return rows.none() if value in self.hidden else rows.about([value])

    def about_case(self, rows: EventQuerySet, _name: str, value: str) -> EventQuerySet:
        """Events about the case with that number and what hangs on it, and about its citizen if so
        asked."""
        whole_citizen = "citizen" in self.chosen
        ids, keys = set[str](), set[bytes]()
        for subject in registry.LOG_SUBJECTS:
            found = subject.find(self.actor, value, whole_citizen)
            ids.update(found[0])
            keys.update(found[1])
        return rows.about(ids, keys, with_parts=True)

    def with_citizen(self, rows: EventQuerySet, _name: str, _value: bool) -> EventQuerySet:
        """Narrows nothing by itself: see ``about_case``."""
        return rows


def _midnight(day: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
