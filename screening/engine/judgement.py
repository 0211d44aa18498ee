"""The judgement people write themselves, before any number is shown (GDPR art. 22)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, fields
from enum import StrEnum

from screening.engine.definition import Ask
from screening.engine.plain import Plain

#: Fewest characters of a formulation that can explain anything to a colleague or the citizen.
LEAST_FORMULATION = 100
MOST_TEXT = 8000


class Level(StrEnum):
    """How much concern the rater sees. Never computed, never pre-selected."""

    NONE = "none"
    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"
    CANNOT_SAY = "cannot_say"


class Urgency(StrEnum):
    """How soon something has to happen."""

    NOT_ACUTE = "not_acute"
    WEEKS = "weeks"
    DAYS = "days"
    NOW = "now"


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
    citizens_view: str = ""
    scenarios: str = ""

    def lacks(self, asks: Collection[Ask] = ()) -> tuple[str, ...]:
        """The fields that hinder locking; none when it is complete. ``asks`` is what the version
        asks for besides what every version does."""
        chosen = {"level": self.level is not None, "urgency": self.urgency is not None}
        written = {"formulation": len(self.formulation.strip()) >= LEAST_FORMULATION} | {
            name: bool(getattr(self, name).strip())
            for name in ("what_would_change", "recommendation", *asks)
        }
        return tuple(name for name, is_there in (chosen | written).items() if not is_there)

    def to_plain(self) -> Plain:
        """JSON values, every field named; those of later versions only when written, so that
        judgements from before them keep their hash."""
        return {
            field.name: getattr(self, field.name)
            for field in fields(self)
            if field.name not in set(Ask) or getattr(self, field.name)
        }


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
        citizens_view=str(values["citizens_view"] or ""),
        scenarios=str(values["scenarios"] or ""),
    )
