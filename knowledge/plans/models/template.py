"""The national template: what each of the thirteen parts of a plan is for, in versions."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from knowledge.plans.choices import PlanLeg, SectionKind
from stopext.web.text import anchor_of


class PlanTemplate(models.Model):
    """A version of the template. Public; plans remember the version they were begun from."""

    version = models.CharField(_("version"), max_length=20, unique=True)
    published_on = models.DateField(_("udgivet"))

    class Meta:
        verbose_name = _("skabelon for handlingsplaner")
        ordering = ("-published_on", "-pk")

    def __str__(self) -> str:
        return self.version

    @classmethod
    def newest(cls) -> PlanTemplate | None:
        """The version that new drafts begin from, with its sections; none before it is loaded."""
        return cls.objects.prefetch_related("sections").first()


class TemplateSection(models.Model):
    """One of the thirteen parts: what to write, what it rests on, and a text to begin with."""

    template = models.ForeignKey(PlanTemplate, on_delete=models.CASCADE, related_name="sections")
    kind = models.CharField(_("afsnit"), max_length=20, choices=SectionKind.choices)
    leg = models.CharField(_("ben"), max_length=12, choices=PlanLeg.choices)
    position = models.PositiveSmallIntegerField()
    guidance = models.TextField(_("vejledning"))
    paragraph = models.TextField(_("grundlag"))
    model_text = models.TextField(_("modeltekst"))

    class Meta:
        verbose_name = _("afsnit i skabelonen")
        ordering = ("position",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["template", "kind"], name="template_section_once")
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def anchor(self) -> str:
        """The section's address on the page of the template."""
        return anchor_of(self.get_kind_display())
