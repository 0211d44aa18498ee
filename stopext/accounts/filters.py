"""Filters of the list of members."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy

from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.roles import Role
from stopext.accounts.models import Authority, Membership, in_force
from stopext.accounts.policies import roles_in
from stopext.web.forms import FilterForm

IN_FORCE, COMING, ENDED = "aktiv", "kommende", "ophoert"
STATES = {
    IN_FORCE: gettext_lazy("Aktive nu"),
    COMING: gettext_lazy("Begynder senere"),
    ENDED: gettext_lazy("Ophørte"),
    "alle": gettext_lazy("Alle"),
}


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
