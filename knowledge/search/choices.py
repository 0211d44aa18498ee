"""The sorts of what is published. Values stand in addresses and stay."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class ArticleKind(models.TextChoices):
    """What sort of knowledge an article is."""

    PRACTICE = "praksis", _("Praksis")
    GUIDANCE = "vejledning", _("Vejledning")
    RESEARCH = "forskning", _("Forskning")
    THEME = "tema", _("Tema")


class DocumentKind(models.TextChoices):
    """What a search can find: the articles and everything around them."""

    PRACTICE = "praksis", _("Praksis")
    GUIDANCE = "vejledning", _("Vejledning")
    RESEARCH = "forskning", _("Forskning")
    THEME = "tema", _("Tema")
    TERM = "begreb", _("Begreb")
    ACTOR = "aktoer", _("Aktør")
    PLAN = "plan", _("Handlingsplan")
