"""Wrapped keys. The table is readable by every role: without the master key it opens nothing."""

from __future__ import annotations

from django.db import models


class DataKey(models.Model):
    """One wrapped 256-bit key of one owner. ``owner`` is the authority's code, 0 the portal."""

    owner = models.PositiveIntegerField()
    purpose = models.CharField(max_length=8, choices=[("data", "data"), ("index", "index")])
    kid = models.PositiveSmallIntegerField()
    wrapped = models.BinaryField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "purpose", "kid"], name="datakey_once"),
        ]

    def __str__(self) -> str:
        return f"{self.owner}/{self.purpose}/{self.kid}"
