"""Laws that plans rest on and that have changed: the radar's data. A change is a new day here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Law:
    """A paragraph: what it is called, the day from which its text holds, and what is new."""

    slug: str
    name: Any
    changed: date
    told: Any
    #: How texts refer to it, in small letters.
    words: tuple[str, ...]

    def is_in(self, text: str) -> bool:
        """Whether a text refers to it."""
        plain = " ".join(text.lower().split())
        return any(_stands(words, plain) for words in self.words)


def _stands(words: str, plain: str) -> bool:
    """Paragraph 13 does not stand where paragraph 133 does."""
    return any(not piece[:1].isdigit() for piece in plain.split(words)[1:])


LAWS = (
    Law(
        "beredskab",
        _("Barnets lov § 15, stk. 3 (kommunens beredskab)"),
        date(2024, 4, 1),
        _("Alle kommuner skal fra denne dag have et vedtaget og offentliggjort beredskab."),
        ("barnets lov § 15", "barnets lovs § 15"),
    ),
    Law(
        "underretning",
        _("Barnets lov §§ 133 og 135 (underretning)"),
        date(2024, 1, 1),
        _("Barnets lov afløste denne dag servicelovens regler om underretning."),
        ("§ 133", "§§ 133", "§ 135", "servicelovens § 153", "serviceloven § 153"),
    ),
)
