"""Doors that are open for somebody to come."""

from __future__ import annotations

import hashlib
from typing import ClassVar

from django.db import models
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from stopext.access.actor import Actor
from stopext.access.models import TenantModel
from stopext.access.roles import Role
from stopext.access.scoping import ScopedQuerySet
from stopext.accounts.models.authority import Authority
from stopext.accounts.models.membership import manages_all


def token_hash(token: str) -> bytes:
    """What is stored of a secret token."""
    return hashlib.sha256(token.encode()).digest()


class Invitation(TenantModel):
    """An open door for one e-mail address into one role; the secret is stored as a hash only."""

    logged = False

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    email = models.EmailField(_("e-mail"), max_length=254)
    name = models.CharField(_("navn"), max_length=120)
    title = models.CharField(_("stilling"), max_length=120, blank=True)
    role = models.CharField(_("rolle"), max_length=20, choices=Role.choices)
    valid_from = models.DateField(_("fra"), default=timezone.localdate)
    valid_until = models.DateField(_("til"), null=True, blank=True)
    token_hash = models.BinaryField(max_length=32)
    invited_by = models.UUIDField()
    invited_by_name = models.CharField(max_length=120)
    created_at = models.DateTimeField(db_default=Now())
    expires_at = models.DateTimeField()
    needs_second = models.BooleanField(default=False)
    """A second administrator must confirm before there is a link."""
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.UUIDField(null=True)
    accepted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-created_at",)
        indexes: ClassVar = [
            models.Index(fields=["authority", "-created_at"], name="invitation_in_authority"),
            models.Index(fields=["token_hash"], name="invitation_by_token"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="invitation_by_two",
                condition=models.Q(confirmed_by__isnull=True, confirmed_at__isnull=True)
                | models.Q(confirmed_by__isnull=False, confirmed_at__isnull=False)
                & ~models.Q(confirmed_by=models.F("invited_by")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.get_role_display()}"

    @property
    def waits_for_second(self) -> bool:
        """Whether nobody can accept it yet."""
        return self.needs_second and self.confirmed_at is None

    @classmethod
    def visible_to(cls, rows: ScopedQuerySet, actor: Actor) -> ScopedQuerySet:
        """Invitations into the actor's own authority; the administrator manages all."""
        return rows if manages_all(actor) else rows.filter(authority_id=actor.authority_id)
