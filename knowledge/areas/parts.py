"""The parts of a mapping: what it is of, and the four of the process for housing areas."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Part:
    """One part: its fields are those of the mapping."""

    slug: str
    title: Any
    lead: Any
    fields: tuple[str, ...]


PARTS = {
    part.slug: part
    for part in (
        Part(
            "omraade",
            _("Området"),
            _("Hvad der kortlægges, og hvornår."),
            ("name", "description", "housing", "mapped_on"),
        ),
        Part(
            "samarbejde",
            _("1. Tværfagligt samarbejde"),
            _("Hvem der er med, hvor I mødes, og hvad I må dele med hinanden."),
            ("participants", "forum", "sharing"),
        ),
        Part(
            "kortlaegning",
            _("2. Ressourcer og udfordringer"),
            _("Hvad området har, og hvad der er svært. Skriv, hvor I ved det fra."),
            ("resources", "challenges", "sources"),
        ),
        Part(
            "analyse",
            _("3. Analyse og vurdering af behov"),
            _("Hvad det, I har set, betyder, og hvad der er brug for."),
            ("analysis", "needs", "uncertainty"),
        ),
        Part(
            "indsats",
            _("4. Målrettet indsats"),
            _("Hvad I gør, hvordan I følger det, og hvor det står i planen."),
            ("effort", "follow_up", "plan_actions"),
        ),
    )
}
