"""Is a hit worth showing, and what exactly was compared? People decide; this only explains."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.rules.identity.keys import KeyKind

NEAR_YEARS = 1


class YearRelation(TextChoices):
    """How two birth years relate."""

    SAME = "same", gettext_lazy("samme fødselsår")
    NEAR = "near", gettext_lazy("fødselsår med et års forskel")
    DIFFERENT = "different", gettext_lazy("forskelligt fødselsår")
    UNKNOWN = "unknown", gettext_lazy("fødselsår ikke kendt i begge sager")


CANDIDATE_YEARS: dict[KeyKind, frozenset[YearRelation]] = {
    KeyKind.VARIANT: frozenset({YearRelation.SAME, YearRelation.NEAR, YearRelation.UNKNOWN}),
    KeyKind.PHONETIC: frozenset({YearRelation.SAME, YearRelation.NEAR, YearRelation.UNKNOWN}),
    KeyKind.GIVEN_NAME: frozenset({YearRelation.SAME, YearRelation.UNKNOWN}),
}


def compare_years(one: int | None, other: int | None) -> YearRelation:
    """Relation of two birth years, either of which may be unknown."""
    if one is None or other is None:
        return YearRelation.UNKNOWN
    if one == other:
        return YearRelation.SAME
    return YearRelation.NEAR if abs(one - other) <= NEAR_YEARS else YearRelation.DIFFERENT


def is_candidate(*, same_cpr: bool, kinds: Collection[KeyKind], years: YearRelation) -> bool:
    """Whether the person must be shown before a new case is opened."""
    return same_cpr or any(years in CANDIDATE_YEARS[kind] for kind in kinds)


def match_explanation(*, same_cpr: bool, kinds: Collection[KeyKind], years: YearRelation) -> str:
    """What was compared, in one Danish sentence; it names no one and quotes nothing."""
    if same_cpr:
        return _("Samme CPR-nummer.")
    if KeyKind.VARIANT in kinds:
        name = _("Samme navn, også når det er stavet lidt forskelligt")
    elif KeyKind.PHONETIC in kinds:
        name = _("Navnene lyder ens, men er stavet forskelligt")
    elif KeyKind.GIVEN_NAME in kinds:
        name = _("Samme fornavn; det ene sted er efternavnet ikke kendt")
    else:
        return _("CPR-nummer og navn er sammenlignet. Intet er ens.")
    return _("%(name)s; %(years)s.") % {"name": name, "years": years.label}
