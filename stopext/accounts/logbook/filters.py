"""Filters of the log."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy

from stopext.accounts.logbook import words
from stopext.audit.models import AuditEvent
from stopext.web.filters import ChoiceFilter, DateFilter, PortalFilterSet


class LogFilter(PortalFilterSet):
    """Events by person, action, period and the id of what it was about."""

    person = ChoiceFilter(field_name="user_id", label=gettext_lazy("Person"))
    action = ChoiceFilter(choices=words.actions, label=gettext_lazy("Handling"))
    since = DateFilter(method="from_day", label=gettext_lazy("Fra og med"))
    until = DateFilter(method="to_day", label=gettext_lazy("Til og med"))
    object_id = django_filters.CharFilter(
        method="about",
        label=gettext_lazy("Id på sag eller andet"),
        help_text=gettext_lazy("Hele id'et, som det står i adressen på siden."),
    )

    def __init__(
        self, data: Any, queryset: QuerySet[AuditEvent], *, people: dict[str, str]
    ) -> None:
        super().__init__(data, queryset)
        self.filters["person"].extra["choices"] = sorted(people.items(), key=lambda pair: pair[1])

    def from_day(self, rows: QuerySet[AuditEvent], _name: str, value: Any) -> QuerySet[AuditEvent]:
        """From the first minute of the day in Denmark."""
        return rows.filter(at__gte=_midnight(value))

    def to_day(self, rows: QuerySet[AuditEvent], _name: str, value: Any) -> QuerySet[AuditEvent]:
        """To the last minute of the day in Denmark."""
        return rows.filter(at__lte=timezone.make_aware(datetime.combine(value, time.max)))

    def about(self, rows: QuerySet[AuditEvent], _name: str, value: str) -> QuerySet[AuditEvent]:
        """Events about one thing, also those that listed it among others."""
        return rows.filter(Q(object_id=value) | Q(result_ids__contains=[value]))


def _midnight(day: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
