"""What the portal knows of a milestone by itself."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Known(models.TextChoices):
    """Whether a municipality reports a milestone, or the portal sees it."""

    REPORTED = "", _("Kommunen melder selv")
    DRAFT = "draft", _("Portalen ser det: kladden er begyndt")
    PUBLISHED = "published", _("Portalen ser det: planen er offentliggjort")
