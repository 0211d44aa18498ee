"""Codes of exercises."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class ExerciseStatus(models.TextChoices):
    """How far an exercise is."""

    PLANNED = "planned", _("Planlagt")
    RUNNING = "running", _("I gang")
    PAUSED = "paused", _("På pause")
    DONE = "done", _("Holdt")
    CALLED_OFF = "called_off", _("Aflyst")


class EntrySort(models.TextChoices):
    """What a line of the log is. The first three are typed; the others the run itself writes."""

    DECISION = "decision", _("Beslutning")
    OBSERVATION = "observation", _("Iagttagelse")
    QUESTION = "question", _("Spørgsmål")
    INJECT = "inject", _("Indspil")
    EVENT = "event", _("Forløb")


#: What people write in the log.
TYPED = (EntrySort.DECISION, EntrySort.OBSERVATION, EntrySort.QUESTION)


class Move(models.TextChoices):
    """The buttons of a run."""

    START = "start", _("Begynd øvelsen")
    PAUSE = "pause", _("Hold pause")
    RESUME = "resume", _("Fortsæt")
    NEXT = "next", _("Giv næste indspil")
    FINISH = "finish", _("Slut øvelsen")
