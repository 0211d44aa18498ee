"""Mail on its way out."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.utils import timezone

from stopext.vault.fields import SealedTextField
from stopext.vault.keys import PORTAL


class OutgoingMail(models.Model):
    """A mail waiting to be sent, written in the transaction of what it tells about."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    message = SealedTextField()
    created_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(default=timezone.now)
    """When it is tried next; moves away after each failure."""

    vault_owner = PORTAL

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["due_at"], name="mail_waiting", condition=models.Q(sent_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return str(self.id)
