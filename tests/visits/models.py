"""Kinds of visits: facts without persons."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class VisitKind(models.Model):
    """What a visit can be."""

    name = models.CharField(max_length=40)

    # Said aloud, because the type checker runs without this app.
    objects: ClassVar[models.Manager[VisitKind]] = models.Manager()

    class Meta:
        verbose_name = "besøgstype"

    def __str__(self) -> str:
        return self.name
