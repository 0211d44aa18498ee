"""Roles in authorities."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from stopext.access.actor import Actor
from stopext.access.models import TenantModel
from stopext.access.roles import Role
from stopext.access.scoping import ScopedQuerySet
from stopext.accounts.models.authority import Authority
from stopext.accounts.models.user import User


def manages_all(actor: Actor) -> bool:
    """Whether the actor keeps members, invitations and contacts everywhere."""
    return actor.role is Role.ADMINISTRATOR


def in_force() -> models.Q:
    """Membership active today; the database's context applies the same rule."""
    today = timezone.localdate()
    unended = models.Q(valid_until__isnull=True) | models.Q(valid_until__gte=today)
    return unended & models.Q(active=True, valid_from__lte=today)


class Membership(TenantModel):
    """A role in an authority for a period. The name is kept here so that colleagues can read it
    without reading the table of users."""

    logged = False

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(_("rolle"), max_length=20, choices=Role.choices)
    name = models.CharField(_("navn"), max_length=120)
    title = models.CharField(_("stilling"), max_length=120, blank=True)
    active = models.BooleanField(_("aktiv"), default=True)
    valid_from = models.DateField(_("fra"), default=timezone.localdate)
    valid_until = models.DateField(_("til"), null=True, blank=True)
    version = models.PositiveIntegerField(default=0)
    last_used_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("name",)
        indexes: ClassVar = [
            models.Index(fields=["authority", "active", "name"], name="membership_in_authority")
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["authority", "user", "role"],
                condition=models.Q(active=True),
                name="membership_once",
                violation_error_message=_("Personen har allerede denne rolle."),
            ),
            models.CheckConstraint(
                name="membership_period",
                condition=models.Q(valid_until__isnull=True)
                | models.Q(valid_until__gte=models.F("valid_from")),
                violation_error_message=_("Slutdatoen ligger før startdatoen."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.get_role_display()}"

    @classmethod
    def visible_to(cls, rows: ScopedQuerySet, actor: Actor) -> ScopedQuerySet:
        """Colleagues in the same authority; the administrator manages all."""
        return rows if manages_all(actor) else rows.filter(authority_id=actor.authority_id)
