"""Log-ins, and the counters that are the same for every worker."""

from __future__ import annotations

import hashlib
from typing import ClassVar

from django.db import models
from django.utils import timezone

from stopext.access.context import digest_of
from stopext.accounts.models.user import User
from stopext.vault.fields import SealedTextField
from stopext.vault.keys import PORTAL


class Session(models.Model):
    """A log-in. The key is never stored: a copy of the table is not a set of live sessions."""

    token_hash = models.BinaryField(primary_key=True, max_length=32)
    user = models.ForeignKey(User, on_delete=models.CASCADE, null=True)
    second_factor = models.BooleanField(default=False)
    data = SealedTextField(default="{}")
    agent = models.CharField(max_length=80, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(db_index=True)
    ends_at = models.DateTimeField()

    vault_owner = PORTAL

    class Meta:
        indexes: ClassVar = [models.Index(fields=["user", "-seen_at"], name="session_of_user")]

    def __str__(self) -> str:
        return bytes(self.token_hash).hex()[:8]


def session_hash(key: str) -> bytes:
    """What a session is stored under: a digest of the digest that ``sec.enter`` is given."""
    return hashlib.sha256(digest_of(key)).digest()


class CacheEntry(models.Model):
    """Shared counters: rate limits and used one-time codes, the same for every worker."""

    key = models.CharField(max_length=250, primary_key=True)
    value = models.JSONField()
    expires_at = models.DateTimeField(null=True, db_index=True)

    def __str__(self) -> str:
        return self.key
