"""Reads one level of untrusted JSON or TOML and collects every fault with its path."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import TypeVar

MAX_TEXT = 2000
MAX_PLACES = 3
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")

Choice = TypeVar("Choice", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault in a definition: where (`domains[0].indicators[2].weight`) and what, in Danish."""

    path: str
    message: str

    def __str__(self) -> str:
        return f"{self.path or 'definitionen'}: {self.message}"


class Reader:
    """A cursor on one JSON object. Faults go to `problems`; a harmless value is returned instead.

    Reading on after a fault lets an author see all faults at once instead of one per attempt.
    """

    def __init__(self, raw: object, path: str, problems: list[Problem]) -> None:
        self.path = path
        self.problems = problems
        self.raw: dict[object, object] = raw if isinstance(raw, dict) else {}
        if not isinstance(raw, dict):
            self.fault("", "skal være et objekt med felter")

    def at(self, name: str) -> str:
        return ".".join(part for part in (self.path, name) if part)

    def fault(self, name: str, message: str) -> None:
        self.problems.append(Problem(self.at(name), message))

    def only_fields(self, allowed: Iterable[str]) -> None:
        for name in sorted(str(key) for key in set(self.raw) - set(allowed)):
            self.fault(name, "feltet kendes ikke")

    def text(self, name: str, *, required: bool = True, pattern: str | None = None) -> str:
        value = self.raw.get(name, "")
        if not isinstance(value, str):
            self.fault(name, "skal være tekst")
            return ""
        return self._clean(name, value, required=required, pattern=pattern)

    def _clean(self, name: str, value: str, *, required: bool, pattern: str | None) -> str:
        value = unicodedata.normalize("NFC", value).strip()
        if required and not value:
            self.fault(name, "mangler")
        elif len(value) > MAX_TEXT:
            self.fault(name, f"er for lang: {len(value)} tegn, højst {MAX_TEXT}")
        elif CONTROL.search(value):
            self.fault(name, "indeholder usynlige styretegn")
        elif value and pattern and not re.fullmatch(pattern, value):
            self.fault(name, f"“{value[:40]}” har ikke den rigtige form")
        return value

    def texts(self, name: str, *, at_least: int = 1) -> tuple[str, ...]:
        values = self._list(name, at_least)
        if not all(isinstance(value, str) for value in values):
            self.fault(name, "skal være en liste af tekster")
            return ()
        return tuple(
            self._clean(f"{name}[{index}]", str(value), required=True, pattern=None)
            for index, value in enumerate(values)
        )

    def flag(self, name: str) -> bool:
        value = self.raw.get(name, False)
        if not isinstance(value, bool):
            self.fault(name, "skal være true eller false")
        return value is True

    def number(self, name: str, low: str, high: str, *, default: str | None = None) -> Decimal:
        """A decimal from a text or whole number; a float is refused because it is not exact."""
        value = self.raw.get(name, default)
        try:
            if not isinstance(value, str | int) or isinstance(value, bool):
                raise InvalidOperation
            number = Decimal(value)
            if not number.is_finite():
                raise InvalidOperation
        except InvalidOperation:
            self.fault(name, "skal være et tal skrevet som tekst, for eksempel “1.5”")
            return Decimal(1)
        if not Decimal(low) <= number <= Decimal(high):
            self.fault(name, f"skal ligge mellem {low} og {high}")
            return Decimal(1)
        if number != round(number, MAX_PLACES):
            self.fault(name, f"må højst have {MAX_PLACES} decimaler")
        return number.normalize()

    def level(self, name: str) -> int:
        value = self.raw.get(name)
        if isinstance(value, int) and not isinstance(value, bool) and value in (1, 2):
            return value
        self.fault(name, "skal være 1 eller 2")
        return 1

    def choice(self, name: str, options: type[Choice]) -> Choice:
        value = self.raw.get(name)
        for option in options:
            if option.value == value:
                return option
        self.fault(name, f"skal være en af: {', '.join(option.value for option in options)}")
        return next(iter(options))

    def child(self, name: str) -> "Reader":
        return Reader(self.raw.get(name), self.at(name), self.problems)

    def children(self, name: str, *, at_least: int = 1) -> list["Reader"]:
        return [
            Reader(raw, self.at(f"{name}[{index}]"), self.problems)
            for index, raw in enumerate(self._list(name, at_least))
        ]

    def _list(self, name: str, at_least: int) -> list[object]:
        values = self.raw.get(name, [])
        if not isinstance(values, list):
            self.fault(name, "skal være en liste")
            return []
        if len(values) < at_least:
            self.fault(name, f"skal have mindst {at_least}")
        return values
