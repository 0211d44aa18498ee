"""Filters of the list of members."""

from __future__ import annotations

from typing import Any, ClassVar

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy

from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.roles import Role
from stopext.accounts.models import Authority, Membership, in_force
from stopext.accounts.policies import roles_in
from stopext.web.filters import ALL, ChoiceFilter, PortalFilterSet

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
