"""What the certificate of an erasure says went, in Danish words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from casework.models.parts import Words, erased_words

#: The citizen, and what stands in screening.
OTHERS: dict[str, Words] = {
    "casework_subject": _("Borgerens navn, CPR-nummer og beskrivelse"),
    "casework_subjectkey": _("Søgenøgler til borgerens navn og CPR-nummer"),
    "casework_citizenjoin": _("Samlinger af to borgere til én"),
    "screening_screening": _("Vurderinger"),
    "screening_rating": _("Besvarelser af vurderinger"),
    "screening_addendum": _("Tilføjelser til besvarelser"),
    "screening_consensus": _("Fælles vurderinger"),
    "screening_screeningaccess": _("Adgange til vurderinger"),
}


def words() -> dict[str, Words]:
    """Table to words; a test compares it with what the database's function answers."""
    return OTHERS | erased_words()


class Removed(NamedTuple):
    """One sort of row and how many went."""

    words: Words
    rows: int


def described(removed: Mapping[str, int]) -> list[Removed]:
    """What went, in the order of the alphabet; nothing is left out that went."""
    went = (
        Removed(named, removed[table]) for table, named in words().items() if removed.get(table)
    )
    return sorted((one for one in went if one.rows), key=lambda one: str(one.words))
