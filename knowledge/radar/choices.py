"""What somebody decided on a place that quotes something changed."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """``OPEN`` takes back what was decided before."""

    HANDLED = "handled", _("Håndteret")
    NOT_RELEVANT = "not_relevant", _("Ikke relevant")
    OPEN = "open", _("Ikke behandlet")
