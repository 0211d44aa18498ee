"""Laws that plans rest on and that have changed: the radar's data. A change is a new day here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

#: One of these stands in every way of referring to a law.
SIGNS = ("§", "9471")
#: Words to each side of a sign that are looked at.
AROUND = 3


@dataclass(frozen=True, slots=True)
class Law:
    """A paragraph: what it is called, the day from which its text holds, what is new, and where
    that is said."""

    slug: str
    name: Any
    changed: date
    told: Any
    source: Any
    #: How texts refer to it, in small letters: at most ``AROUND`` words to each side of a sign.
    words: tuple[str, ...]

    def is_in(self, said: str) -> bool:
        """Whether a text, of which this is what it says ``around_signs``, refers to it."""
        return any(_stands(words, said) for words in self.words if words in said)


def around_signs(text: str) -> str:
    """What a text says around each sign, in small letters, with single blanks: all that laws are
    looked for in, and the texts of a country are long."""
    return " | ".join(_around(text, at) for sign in SIGNS for at in _places(text, sign))


def _places(text: str, sign: str) -> Iterator[int]:
    at = text.find(sign)
    while at >= 0:
        yield at
        at = text.find(sign, at + 1)


def _around(text: str, at: int) -> str:
    before, after = text[:at].rsplit(None, AROUND), text[at:].split(None, AROUND + 1)
    start = len(before[0]) if len(before) > AROUND else 0
    end = len(text) - (len(after[-1]) if len(after) > AROUND + 1 else 0)
    return " ".join(text[start:end].lower().split())


def _stands(words: str, said: str) -> bool:
    """Paragraph 13 does not stand where paragraph 133 does."""
    return any(not piece[:1].isdigit() for piece in said.split(words)[1:])


LAWS = (
    Law(
        "beredskab",
        _("Barnets lov § 15, stk. 3 (kommunens beredskab)"),
        date(2024, 4, 1),
        _("Alle kommuner skal fra denne dag have et vedtaget og offentliggjort beredskab."),
        _("Barnets lov, LBK nr. 282 af 17. marts 2025"),
        ("barnets lov § 15", "barnets lovs § 15"),
    ),
    Law(
        "underretning",
        _("Barnets lov §§ 133 og 135 (underretning)"),
        date(2024, 1, 1),
        _("Barnets lov afløste denne dag servicelovens regler om underretning."),
        _("Barnets lov, LBK nr. 282 af 17. marts 2025"),
        ("§ 133", "§§ 133", "§ 135", "servicelovens § 153", "serviceloven § 153"),
    ),
    Law(
        "vejledning",
        _("Vejledning nr. 9471 (behandling af underretninger)"),
        date(2024, 6, 21),
        _("Vejledningen siger, hvordan kommunen samler og behandler underretninger."),
        _("Vejledning nr. 9471 af 21. juni 2024"),
        ("vejledning nr. 9471", "vejledning 9471", "vejl. nr. 9471", "vej nr 9471"),
    ),
    Law(
        "samarbejde",
        _("Retsplejeloven § 115 (oplysninger i SSP, PSP og KSP)"),
        date(2016, 3, 1),
        _("Omfatter nu løsladte fra varetægt, der skønnes at være i risiko for radikalisering."),
        _("Lovforslag L 78, Folketinget 2015-16, § 1"),
        ("retsplejelovens § 115", "retsplejeloven § 115"),
    ),
    Law(
        "raadgivning",
        _("Serviceloven § 12 b (rådgivning om radikalisering)"),
        date(2016, 1, 1),
        _("Kommunen skal tilbyde gratis, målrettet rådgivning, som også kan være opsøgende."),
        _("Lov om ændring af lov om social service af 15. december 2015 (L 5, 2015-16)"),
        ("serviceloven § 12 b", "servicelovens § 12 b"),
    ),
)
