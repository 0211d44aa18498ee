"""Invented courses of events that municipalities exercise with; public, loaded from files."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


def texts(label: Any = None, length: int = 400) -> Any:
    """A list of short texts."""
    return ArrayField(models.CharField(max_length=length), default=list, verbose_name=label)


class Scenario(models.Model):
    """One scenario. ``key`` never changes: exercises point at it, and a changed file changes its
    row. What was exercised stands on the exercise, so that an edited scenario rewrites no log."""

    key = models.SlugField(max_length=40, unique=True)
    position = models.PositiveSmallIntegerField()
    title = models.CharField(_("titel"), max_length=120)
    gist = models.CharField(_("kort fortalt"), max_length=300)
    aim = models.TextField(_("formål"))
    participants = texts(_("deltagere"), 120)
    minutes = models.PositiveSmallIntegerField(_("varighed i minutter"))
    injects = models.JSONField(_("indspil"))
    """``[{"minute": 0, "text": "…"}, …]``, by minute; the first at 0, the last before the end."""
    questions = texts(_("spørgsmål til beslutningsloggen"))
    points = texts(_("det ser I på bagefter"))

    # Said aloud, because the type checker does not see it through the other apps.
    objects: ClassVar[models.Manager[Scenario]] = models.Manager()

    class Meta:
        verbose_name = _("scenarie")
        ordering = ("position",)

    def __str__(self) -> str:
        return self.title
