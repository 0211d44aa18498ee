"""The closed list of the directory of who does what."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class ActorLevel(models.TextChoices):
    """At which level an organisation works."""

    NATIONAL = "national", _("Nationalt")
    REGIONAL = "regional", _("Regionalt")
    LOCAL = "local", _("Lokalt")
