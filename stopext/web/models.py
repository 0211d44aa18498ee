"""What a person was writing when she stopped."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.models import TenantModel
from stopext.access.scoping import ScopedQuerySet
from stopext.vault.fields import SealedJSONField


class Draft(TenantModel):
    """The unsent fields of one form of one person in one authority, sealed.

    ``form`` names the form, ``object_id`` the row it is about (its own key for a new one).
    ``version`` only rises, so a late answer never overwrites a newer text.
    """

    logged = False
    vault_owner = "authority_id"

    authority_id = models.PositiveIntegerField()
    user_id = models.UUIDField()
    form = models.CharField(max_length=40)
    object_id = models.UUIDField(default=uuid.uuid4)
    version = models.PositiveIntegerField(default=0)
    showing = models.UUIDField(null=True)
    """The showing of the page that saved last: one window never overtakes itself."""
    fields = SealedJSONField(default=dict)
    saved_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["authority_id", "user_id", "form", "object_id"], name="draft_once"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["saved_at"], name="draft_by_age")]

    def __str__(self) -> str:
        return f"{self.form} {self.object_id}"

    @classmethod
    def visible_to(cls, rows: ScopedQuerySet, actor: Actor) -> ScopedQuerySet:
        """A person's own drafts in the authority she acts for."""
        return rows.filter(authority_id=actor.authority_id, user_id=actor.user_id)
