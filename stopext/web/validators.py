"""Limits that hold for every typed text in the portal."""

from __future__ import annotations

import unicodedata
from collections.abc import Sized

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils.deconstruct import deconstructible
from django.utils.translation import gettext_lazy as _

LINE_LIMIT = 200
"""Characters in a one-line field without its own limit."""
TEXT_LIMIT = 10_000
"""Characters in a text area without its own limit (about four pages)."""

_BREAKS = frozenset("\n\r\t")
# Turn the reading direction and can make a text look like another one.
_DIRECTION = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@deconstructible
class NoControlCharacters:
    """Refuses NUL and other control characters, lone surrogates and direction overrides."""

    code = "control_character"

    def __init__(self, *, line_breaks: bool) -> None:
        self.line_breaks = line_breaks

    def __call__(self, value: object) -> None:
        if isinstance(value, str) and any(map(self._refused, value)):
            raise ValidationError(
                _("Teksten indeholder usynlige tegn, som ikke kan gemmes. Skriv den igen."),
                code=self.code,
            )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, NoControlCharacters) and other.line_breaks == self.line_breaks

    def __hash__(self) -> int:
        return hash(self.line_breaks)

    def _refused(self, character: str) -> bool:
        if character in _BREAKS:
            return not self.line_breaks
        return character in _DIRECTION or unicodedata.category(character) in {"Cc", "Cs"}


@deconstructible
class MaxCharacters(MaxLengthValidator):
    """Counts a line break once, as the browser does, although it is sent as two characters."""

    def clean(self, x: Sized) -> int:
        return len(x.replace("\r\n", "\n")) if isinstance(x, str) else len(x)
