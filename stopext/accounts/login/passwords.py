"""Passwords that Danes choose first. Django's own list is English, and holds hardly one of twelve
characters."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

#: What such passwords are made of, in small letters: the word itself, seasons, months, days,
#: places, clubs, terms of endearment, greetings, this portal, rows of keys.
WORDS = (Path(__file__).parents[1] / "data/common_words.txt").read_text(encoding="utf-8").split()
_MADE_OF = re.compile(f"(?:{'|'.join(sorted(WORDS, key=len, reverse=True))})+")
#: Signs people write for letters.
_LETTERS = str.maketrans("0134578@$!€", "oieastbasie")
_ENDS = re.compile(r"^[\W\d_]+|[\W\d_]+$")
_NOT_LETTERS = re.compile(r"[\W\d_]+")


class DanishPasswordValidator:
    """Refuses nothing but the most usual words, with digits and signs between or for them."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raises:
        ValidationError: nothing else is in it.
        """
        small = password.casefold()
        # Digits and signs stand around the words, for letters in them, or both.
        spelled = (small, small.translate(_LETTERS), _ENDS.sub("", small).translate(_LETTERS))
        if any(_MADE_OF.fullmatch(_NOT_LETTERS.sub("", text)) for text in spelled):
            raise ValidationError(
                _("Adgangskoden er for almindelig. Brug flere ord, som ikke hører sammen."),
                code="password_too_common",
            )

    def get_help_text(self) -> str:
        """Nothing: Django's own validator of common passwords says it already."""
        return ""
