"""The glossary and the directory of who does what: public, kept by editors as snippets."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from knowledge.reference.choices import ActorLevel
from knowledge.reference.forms import ReferenceForm
from stopext.web.personal import OVERRULE


class Term(models.Model):
    """A glossary entry. Synonyms and abbreviations also widen searches."""

    slug = models.SlugField(_("adresse"), max_length=80, unique=True)
    term = models.CharField(_("begreb"), max_length=120)
    english = models.CharField(_("engelsk"), max_length=120, blank=True)
    definition = models.TextField(_("forklaring"), max_length=2000)
    abbreviations = ArrayField(
        models.CharField(max_length=40),
        verbose_name=_("forkortelser"),
        default=list,
        blank=True,
        help_text=_("Adskil med komma."),
    )
    synonyms = ArrayField(
        models.CharField(max_length=80),
        verbose_name=_("synonymer"),
        default=list,
        blank=True,
        help_text=_("Adskil med komma. Bruges også af søgningen."),
    )

    base_form_class = ReferenceForm
    panels: ClassVar = [
        FieldPanel(name)
        for name in ("term", "slug", "definition", "english", "abbreviations", "synonyms", OVERRULE)
    ]

    class Meta:
        verbose_name = _("begreb")
        verbose_name_plural = _("ordbog")
        ordering = ("term",)

    def __str__(self) -> str:
        return self.term

    def get_absolute_url(self) -> str:
        """The entry's place in the glossary."""
        return f"{reverse('knowledge:glossary')}#{self.slug}"

    @property
    def other_words(self) -> list[str]:
        """Abbreviations, then synonyms."""
        return [*self.abbreviations, *self.synonyms]


class Organisation(models.Model):
    """Somebody with a part in prevention, and what to contact them for."""

    slug = models.SlugField(_("adresse"), max_length=80, unique=True)
    name = models.CharField(_("navn"), max_length=160)
    level = models.CharField(_("niveau"), max_length=12, choices=ActorLevel.choices)
    role = models.TextField(_("opgave"), max_length=2000)
    contact_for = models.CharField(_("kontakt dem om"), max_length=300)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("telefon"), max_length=40, blank=True)
    position = models.PositiveSmallIntegerField(_("rækkefølge"), default=0)

    base_form_class = ReferenceForm
    panels: ClassVar = [
        FieldPanel(name)
        for name in (
            "name",
            "slug",
            "level",
            "role",
            "contact_for",
            "email",
            "phone",
            "position",
            OVERRULE,
        )
    ]

    class Meta:
        verbose_name = _("aktør")
        verbose_name_plural = _("aktører")
        ordering = ("position", "name")
        constraints: ClassVar = [
            models.CheckConstraint(
                name="organisation_level_known",
                condition=models.Q(level__in=ActorLevel.values),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The organisation's place in the directory."""
        return f"{reverse('knowledge:actors')}#{self.slug}"
