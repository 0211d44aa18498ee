"""The Vidensdeklaration: what is known about a practice on five sides, A to D, with the reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from knowledge.articles.choices import Grade

#: Field prefix, name on the page, and what the side is about. Order is the order of the letters.
DIMENSIONS: tuple[tuple[str, Any, Any], ...] = (
    ("target_group", _("Målgruppe"), _("Er det beskrevet, hvem metoden hjælper?")),
    ("method", _("Metode"), _("Er det beskrevet, hvad man gør, og hvorfor det virker?")),
    ("implementation", _("Implementering"), _("Er det beskrevet, hvordan man kommer i gang?")),
    ("effect", _("Effekt"), _("Er det undersøgt, om metoden gør en forskel?")),
    ("economy", _("Økonomi"), _("Er det undersøgt, hvad metoden koster og sparer?")),
)


@dataclass(frozen=True, slots=True)
class Judgement:
    """One side of the declaration as it is shown."""

    name: Any
    question: Any
    grade: str
    label: str
    reason: str


def _grade(label: Any) -> models.CharField[str, str]:
    return models.CharField(label, max_length=1, choices=Grade.choices, default=Grade.D)


def _reason() -> models.CharField[str, str]:
    return models.CharField(_("begrundelse"), max_length=400)


class Declaration(models.Model):
    """Five grades with their reasons: a reasoned professional judgement, not a measurement."""

    target_group_grade = _grade(_("målgruppe"))
    target_group_reason = _reason()
    method_grade = _grade(_("metode"))
    method_reason = _reason()
    implementation_grade = _grade(_("implementering"))
    implementation_reason = _reason()
    effect_grade = _grade(_("effekt"))
    effect_reason = _reason()
    economy_grade = _grade(_("økonomi"))
    economy_reason = _reason()

    panels: ClassVar = [
        FieldRowPanel([FieldPanel(f"{key}_grade"), FieldPanel(f"{key}_reason")], heading=name)
        for key, name, _question in DIMENSIONS
    ]

    class Meta:
        abstract = True

    @property
    def declaration(self) -> list[Judgement]:
        """The five sides in their fixed order."""
        return [
            Judgement(
                name,
                question,
                grade := getattr(self, f"{key}_grade"),
                str(Grade(grade).label),
                getattr(self, f"{key}_reason"),
            )
            for key, name, question in DIMENSIONS
        ]

    @property
    def grades(self) -> str:
        """The five letters in a row."""
        return "".join(judgement.grade for judgement in self.declaration)
