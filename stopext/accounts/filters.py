"""Filters of the two lists: members and log."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any, ClassVar

import django_filters
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy

from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.roles import Role
from stopext.accounts.logbook import words
from stopext.accounts.models import Authority, Membership, in_force
from stopext.accounts.policies import roles_in
from stopext.audit.models import AuditEvent
from stopext.web.filters import ALL, ChoiceFilter, DateFilter, PortalFilterSet

IN_FORCE, COMING, ENDED = "active", "coming", "ended"
STATES = {
    IN_FORCE: gettext_lazy("Aktive nu"),
    COMING: gettext_lazy("Begynder senere"),
    ENDED: gettext_lazy("Ophørte"),
    "all": gettext_lazy("Alle"),
}


class MemberFilter(PortalFilterSet):
    """People by name, role and state; the administrator also by authority."""

    opens_with: ClassVar = {"state": IN_FORCE}

    name = django_filters.CharFilter(lookup_expr="icontains", label=gettext_lazy("Navn"))
    role = ChoiceFilter(label=gettext_lazy("Rolle"))
    state = ChoiceFilter(
        method="in_state", choices=list(STATES.items()), empty_label=None, label=gettext_lazy("Vis")
    )
    authority = django_filters.ModelChoiceFilter(
        queryset=Authority.objects.all(),
        label=gettext_lazy("Myndighed"),
        empty_label=ALL,
    )

    def __init__(self, data: Any, queryset: QuerySet[Membership], *, actor: Actor) -> None:
        super().__init__(data, queryset)
        administrator = actor.role is Role.ADMINISTRATOR
        roles = list(Role) if administrator else roles_in(actor.authority_kind)
        self.filters["role"].extra["choices"] = [(role.value, role.label) for role in roles]
        if not administrator:
            del self.filters["authority"]

    def in_state(self, rows: QuerySet[Membership], _name: str, value: str) -> QuerySet[Membership]:
        """Rows in one of the states above, as of today."""
        today = clock.today()
        conditions = {
            IN_FORCE: in_force(),
            COMING: Q(active=True, valid_from__gt=today),
            ENDED: Q(active=False) | Q(valid_until__lt=today),
        }
        return rows.filter(conditions.get(value, Q()))


class LogFilter(PortalFilterSet):
    """Events by person, action, period and the id of what it was about."""

    person = ChoiceFilter(field_name="user_id", label=gettext_lazy("Person"))
    action = ChoiceFilter(choices=list(words.ACTIONS.items()), label=gettext_lazy("Handling"))
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
