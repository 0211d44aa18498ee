"""What an authority decided on places that quote something changed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from knowledge.radar.choices import State
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.models import TenantModel
from stopext.access.roles import Permission
from stopext.access.scoping import ScopedQuerySet
from stopext.accounts.models import Authority


class Mark(TenantModel):
    """One decision on one place. Rows are never changed: the one with the highest ``number`` holds,
    and those before it are the history."""

    logged: ClassVar[bool] = False  # holds no data about a citizen

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    """Whose decision it is: a municipality's, or the centre's."""
    change = models.CharField(max_length=80)
    """``Change.key``, which has the day in it: a later change is a new one."""
    place = models.CharField(max_length=80)
    """``Hit.key``."""
    number = models.PositiveIntegerField()
    state = models.CharField(_("status"), max_length=12, choices=State.choices)
    note = models.TextField(_("bemærkning"), blank=True)
    by_name = models.CharField(max_length=120, editable=False)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("number",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["authority", "change", "place", "number"], name="radar_mark_once"
            ),
            models.CheckConstraint(name="radar_mark_state", condition=Q(state__in=State.values)),
        ]

    def __str__(self) -> str:
        return self.get_state_display()

    @classmethod
    def visible_to(cls, rows: ScopedQuerySet, actor: Actor) -> ScopedQuerySet:
        """The own authority's, for who writes its plan or advises on plans."""
        if not actor.can(Permission.TAKE_ADVICE):
            return rows.none()
        return rows.filter(authority_id=actor.authority_id)
