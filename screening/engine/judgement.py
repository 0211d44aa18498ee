"""The judgement people write themselves, before any number is shown (GDPR art. 22)."""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum

from screening.engine.definition import Plain

#: Fewest characters of a formulation that can explain anything to a colleague or the citizen.
LEAST_FORMULATION = 100
MOST_TEXT = 8000


class Level(StrEnum):
    """How much concern the rater sees. Never computed, never pre-selected."""

    NONE = "ingen"
    LOW = "lav"
    MODERATE = "moderat"
    HIGH = "hoej"
    CANNOT_SAY = "kan_ikke_vurderes"


class Urgency(StrEnum):
    """How soon something has to happen."""

    NOT_ACUTE = "ikke_akut"
    WEEKS = "uger"
    DAYS = "dage"
    NOW = "nu"


LEVEL_LABELS: dict[Level, str] = {
    Level.NONE: "Ingen ekstremismebekymring",
    Level.LOW: "Lav",
    Level.MODERATE: "Moderat",
    Level.HIGH: "Høj",
    Level.CANNOT_SAY: "Kan ikke vurderes",
}
LEVEL_HINTS: dict[Level, str] = {
    Level.NONE: "Der kan være andet, borgeren har brug for hjælp til. Skriv det i anbefalingen.",
    Level.LOW: "Enkelte tegn. Den almindelige indsats kan bære det.",
    Level.MODERATE: "Flere tegn, eller tegn, der tager til. Kræver en fælles plan.",
    Level.HIGH: "Tydelige tegn på fare for andre eller borgeren selv. Kræver handling nu.",
    Level.CANNOT_SAY: "For lidt er kendt. Det er et gyldigt svar; skriv, hvad der skal undersøges.",
}
URGENCY_LABELS: dict[Urgency, str] = {
    Urgency.NOT_ACUTE: "Ikke akut",
    Urgency.WEEKS: "Inden for uger",
    Urgency.DAYS: "Inden for dage",
    Urgency.NOW: "Nu",
}


@dataclass(frozen=True, slots=True)
class Judgement:
    """One judgement: by one rater, or by both together.

    ``level`` and ``urgency`` are None, and the texts may be empty, only while it is a draft.
    """

    level: Level | None = None
    urgency: Urgency | None = None
    formulation: str = ""
    what_would_change: str = ""
    recommendation: str = ""

    @property
    def level_label(self) -> str:
        """The level in words; empty while it is not chosen."""
        return LEVEL_LABELS[self.level] if self.level else ""

    @property
    def urgency_label(self) -> str:
        """The urgency in words; empty while it is not chosen."""
        return URGENCY_LABELS[self.urgency] if self.urgency else ""

    def problems(self) -> dict[str, str]:
        """What hinders locking: field name to Danish reason; empty when complete."""
        found: dict[str, str] = {}
        if self.level is None:
            found["level"] = "Vælg et bekymringsniveau, eller at det ikke kan vurderes."
        if self.urgency is None:
            found["urgency"] = "Vælg, hvor meget det haster."
        if len(self.formulation.strip()) < LEAST_FORMULATION:
            found["formulation"] = (
                f"Skriv mindst {LEAST_FORMULATION} tegn: hvad der er set, hvorfor det bekymrer nu, "
                "og hvad der beskytter."
            )
        wanted = {
            "what_would_change": "Skriv, hvad der ville få dig til at skifte mening.",
            "recommendation": "Skriv, hvad du anbefaler.",
        }
        return found | {
            name: reason for name, reason in wanted.items() if not getattr(self, name).strip()
        }

    def to_plain(self) -> Plain:
        """JSON values, every field named."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


def parse_judgement(plain: object) -> Judgement:
    """A judgement from stored JSON; an empty one for nothing. Raises ValueError otherwise."""
    if not plain:
        return Judgement()
    if not isinstance(plain, dict):
        raise ValueError("a judgement is a JSON object")
    values = {field.name: plain.get(field.name) for field in fields(Judgement)}
    return Judgement(
        level=Level(str(values["level"])) if values["level"] else None,
        urgency=Urgency(str(values["urgency"])) if values["urgency"] else None,
        formulation=str(values["formulation"] or ""),
        what_would_change=str(values["what_would_change"] or ""),
        recommendation=str(values["recommendation"] or ""),
    )
