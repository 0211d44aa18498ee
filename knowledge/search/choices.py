"""The sorts of what is published. Values stand in addresses and stay."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class ArticleKind(models.TextChoices):
    """What sort of knowledge an article is."""

    PRACTICE = "practice", _("Praksis")
    GUIDANCE = "guidance", _("Vejledning")
    RESEARCH = "research", _("Forskning")
    THEME = "theme", _("Tema")


class DocumentKind(models.TextChoices):
    """What a search can find: the articles and everything around them."""

    PRACTICE = "practice", _("Praksis")
    GUIDANCE = "guidance", _("Vejledning")
    RESEARCH = "research", _("Forskning")
    THEME = "theme", _("Tema")
    TERM = "term", _("Begreb")
    ACTOR = "actor", _("Aktør")
    PLAN = "plan", _("Handlingsplan")
