"""What was read about critical signs: exactly which signs, when and by whom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from screening.engine.answers import Answers, Value, visible_keys
from screening.engine.definition import Definition
from screening.engine.plain import Plain


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """One person has read about these signs. A sign that comes later is not among them."""

    keys: tuple[str, ...]
    at: datetime
    by_id: UUID
    name: str

    def to_plain(self) -> Plain:
        """JSON values."""
        return {
            "keys": list(self.keys),
            "at": self.at.isoformat(),
            "by": str(self.by_id),
            "name": self.name,
        }


def parse_acknowledgements(stored: Iterable[Plain] | None) -> list[Acknowledgement]:
    """From stored JSON, in the order they were given."""
    return [
        Acknowledgement(
            keys=tuple(plain["keys"]),  # type: ignore[arg-type]  # as to_plain wrote it
            at=datetime.fromisoformat(str(plain["at"])),
            by_id=UUID(str(plain["by"])),
            name=str(plain["name"]),
        )
        for plain in stored or ()
    ]


def clear_signs(definition: Definition, answers: Answers) -> tuple[str, ...]:
    """Critical indicators that are asked and clearly present: somebody has to act first."""
    visible = visible_keys(definition, answers)
    return tuple(
        indicator.key
        for indicator in definition.indicators()
        if indicator.critical
        and indicator.key in visible
        and indicator.key in answers
        and answers[indicator.key].value is Value.CLEAR
    )


def unread(signs: Iterable[str], given: Iterable[Acknowledgement]) -> tuple[str, ...]:
    """The signs that nobody has read about yet."""
    read = {key for one in given for key in one.keys}
    return tuple(key for key in signs if key not in read)


def no_longer_clear(signs: Iterable[str], given: Iterable[Acknowledgement]) -> tuple[str, ...]:
    """What was read about as clearly present and has been answered otherwise since, each once."""
    now = set(signs)
    read = dict.fromkeys(key for one in given for key in one.keys)
    return tuple(key for key in read if key not in now)
