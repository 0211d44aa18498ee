"""Filters of the two lists: members and log."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

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
from stopext.web.forms import DateField, FilterForm

IN_FORCE, COMING, ENDED = "aktiv", "kommende", "ophoert"
STATES = {
    IN_FORCE: gettext_lazy("Aktive nu"),
    COMING: gettext_lazy("Begynder senere"),
    ENDED: gettext_lazy("Ophørte"),
    "alle": gettext_lazy("Alle"),
}


class _DateFilter(django_filters.DateFilter):
    field_class = DateField


class MemberFilter(django_filters.FilterSet):
    """People by name, role and state; the administrator also by authority."""

    name = django_filters.CharFilter(lookup_expr="icontains", label=gettext_lazy("Navn"))
    role = django_filters.ChoiceFilter(
        label=gettext_lazy("Rolle"), empty_label=gettext_lazy("Alle")
    )
    state = django_filters.ChoiceFilter(
        method="in_state", choices=list(STATES.items()), empty_label=None, label=gettext_lazy("Vis")
    )
    authority = django_filters.ModelChoiceFilter(
        queryset=Authority.objects.all(),
        label=gettext_lazy("Myndighed"),
        empty_label=gettext_lazy("Alle"),
    )

    class Meta:
        model = Membership
        form = FilterForm
        fields = ()

    def __init__(self, data: Any, queryset: QuerySet[Membership], *, actor: Actor) -> None:
        data = data.copy()
        data.setdefault("state", IN_FORCE)
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

    @property
    def in_use(self) -> int:
        """How many filters differ from what the page opens with."""
        cleaned = self.form.cleaned_data if self.form.is_valid() else {}
        return sum(bool(value) and value != IN_FORCE for value in cleaned.values())


class LogFilter(django_filters.FilterSet):
    """Events by person, action, period and the id of what it was about."""

    person = django_filters.ChoiceFilter(
        field_name="user_id", label=gettext_lazy("Person"), empty_label=gettext_lazy("Alle")
    )
    action = django_filters.ChoiceFilter(
        choices=words.actions,
        label=gettext_lazy("Handling"),
        empty_label=gettext_lazy("Alle"),
    )
    since = _DateFilter(method="from_day", label=gettext_lazy("Fra og med"))
    until = _DateFilter(method="to_day", label=gettext_lazy("Til og med"))
    object_id = django_filters.CharFilter(
        method="about",
        label=gettext_lazy("Id på sag eller andet"),
        help_text=gettext_lazy("Hele id'et, som det står i adressen på siden."),
    )

    class Meta:
        model = AuditEvent
        form = FilterForm
        fields = ()

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

    @property
    def in_use(self) -> list[str]:
        """Names of the filters in use."""
        cleaned = self.form.cleaned_data if self.form.is_valid() else {}
        return [name for name, value in cleaned.items() if value]


def _midnight(day: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
