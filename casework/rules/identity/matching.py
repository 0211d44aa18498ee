"""Is a hit worth showing, and what exactly was compared? People decide; this only explains."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.rules.identity.keys import KeyKind

NEAR_YEARS = 1
RARE = 4
"""As many weak hits with a birth year that is not known are shown; more say nothing."""

Who = TypeVar("Who", bound=Hashable)


class YearRelation(TextChoices):
    """How two birth years relate."""

    SAME = "same", gettext_lazy("samme fødselsår")
    NEAR = "near", gettext_lazy("fødselsår med et års forskel")
    DIFFERENT = "different", gettext_lazy("forskelligt fødselsår")
    UNKNOWN = "unknown", gettext_lazy("fødselsåret kan ikke sammenlignes")


#: Years with which a kind is shown whatever else is found. A different year is a question, no
#: filter, where the name is the same.
SHOWN_YEARS: dict[KeyKind, frozenset[YearRelation]] = {
    KeyKind.EQUAL: frozenset(YearRelation),
    KeyKind.VARIANT: frozenset({YearRelation.SAME, YearRelation.NEAR, YearRelation.UNKNOWN}),
    KeyKind.PHONETIC: frozenset({YearRelation.SAME, YearRelation.NEAR, YearRelation.UNKNOWN}),
    KeyKind.LOOSE: frozenset({YearRelation.SAME}),
    KeyKind.GIVEN_NAME: frozenset({YearRelation.SAME}),
    KeyKind.SURNAME: frozenset({YearRelation.SAME}),
}
WEAK = frozenset({KeyKind.LOOSE, KeyKind.GIVEN_NAME, KeyKind.SURNAME})


@dataclass(frozen=True, slots=True)
class Hit:
    """What a citizen on file has in common with the one searched for."""

    kinds: frozenset[KeyKind]
    years: YearRelation
    same_cpr: bool = False
    cpr_differs: bool = False

    @property
    def rank(self) -> int:
        """For sorting, the best first: the CPR number, then the strongest kind."""
        if self.same_cpr:
            return 0
        return 1 + min(list(KeyKind).index(kind) for kind in self.kinds)

    @property
    def explanation(self) -> str:
        """What was compared, in one Danish sentence; it names no one and quotes nothing."""
        return self.explained()

    def explained(self, *, with_years: bool = True) -> str:
        """The explanation, with or without the years of birth."""
        if self.same_cpr:
            return _("Samme CPR-nummer.")
        said = [*self._alike(), *([self.years.label] if with_years else [])]
        if self.cpr_differs:
            said.append(_("CPR-numrene er forskellige"))
        return "; ".join(map(str, said)) + "."

    def _alike(self) -> list[str]:
        strongest = next((kind for kind in KeyKind if kind in self.kinds), None)
        sentences = {
            KeyKind.EQUAL: _("Samme navn"),
            KeyKind.VARIANT: _("Samme navn, også når det er stavet lidt forskelligt"),
            KeyKind.PHONETIC: _("Navnene lyder ens, men er stavet forskelligt"),
            KeyKind.LOOSE: _("Navnene ligner hinanden, eller det ene er en kort form"),
            KeyKind.GIVEN_NAME: _("Samme fornavn; det ene sted er efternavnet ikke kendt"),
            KeyKind.SURNAME: _("Samme efternavn; det ene sted er fornavnet ikke kendt"),
        }
        return [sentences[strongest]] if strongest else []


def compare_years(one: int | None, other: int | None) -> YearRelation:
    """Relation of two birth years, either of which may be unknown."""
    if one is None or other is None:
        return YearRelation.UNKNOWN
    if one == other:
        return YearRelation.SAME
    return YearRelation.NEAR if abs(one - other) <= NEAR_YEARS else YearRelation.DIFFERENT


def worth_showing(hits: Mapping[Who, Hit]) -> dict[Who, Hit]:
    """The hits that must be answered before a new case is opened.

    A weak hit needs the same birth year; where a year is not known, or one year off, weak hits are
    shown while there are few of them, which is to say that the name is rare.
    """
    sure = {who for who, hit in hits.items() if _is_sure(hit)}
    maybe = {who for who, hit in hits.items() if who not in sure and _is_maybe(hit)}
    wanted = sure | maybe if len(maybe) <= RARE else sure
    return {who: hit for who, hit in hits.items() if who in wanted}


def _is_sure(hit: Hit) -> bool:
    kinds = hit.kinds - WEAK if hit.cpr_differs else hit.kinds
    return hit.same_cpr or any(hit.years in SHOWN_YEARS[kind] for kind in kinds)


def _is_maybe(hit: Hit) -> bool:
    known = hit.years not in {YearRelation.UNKNOWN, YearRelation.NEAR}
    return not known and not hit.cpr_differs and bool(hit.kinds & WEAK)
