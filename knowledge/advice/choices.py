"""Where a thread of advice stands, and who wrote what."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    """Whose turn it is."""

    NEW = "new", _("Ny: venter på en rådgiver")
    IN_PROGRESS = "in_progress", _("I gang: venter på rådgiveren")
    ANSWERED = "answered", _("Besvaret: venter på kommunen")
    CLOSED = "closed", _("Lukket")


class Side(models.TextChoices):
    """Which of the two wrote."""

    MUNICIPALITY = "municipality", _("Kommunen")
    CENTRE = "centre", _("Centeret")


OPEN = (Status.NEW, Status.IN_PROGRESS, Status.ANSWERED)
#: How each status is marked beside its words.
MARKS = {
    Status.NEW: "attention",
    Status.IN_PROGRESS: "active",
    Status.ANSWERED: "waiting",
    Status.CLOSED: "done",
}
