"""What the certificate of an erasure says went, in Danish words: a total table over the tables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

#: Table to words; the test compares it with what the database's function answers.
WORDS: dict[str, Promise] = {
    "casework_subject": _("Borgerens navn, CPR-nummer og beskrivelse"),
    "casework_concern": _("Bekymringer"),
    "casework_report": _("Henvendelser fra indberettere"),
    "casework_repeatcheck": _("Søgninger efter tidligere bekymringer"),
    "casework_note": _("Notater"),
    "casework_triage": _("Indledende vurderinger"),
    "casework_informationrequest": _("Indhentede oplysninger"),
    "casework_meeting": _("Møder i infohuset"),
    "casework_decision": _("Beslutninger"),
    "casework_measure": _("Indsatser"),
    "casework_review": _("Opfølgninger"),
    "casework_disclosure": _("Delinger med politikredsen"),
    "casework_disclosureitem": _("Delte oplysninger"),
    "casework_receipt": _("Politikredsens kvitteringer"),
    "screening_screening": _("Vurderinger"),
    "screening_rating": _("Besvarelser af vurderinger"),
    "screening_addendum": _("Tilføjelser til besvarelser"),
    "screening_consensus": _("Fælles vurderinger"),
    "screening_screeningaccess": _("Adgange til vurderinger"),
    "casework_closinganswer": _("Svar ved afslutningen"),
    "casework_leaderapproval": _("Lederens godkendelser"),
    "casework_statechange": _("Skift af status"),
    "casework_caseassignment": _("Personer på sagen"),
    "casework_casereader": _("Personer med begrænset adgang"),
    "casework_fieldhistory": _("Tidligere værdier af felter"),
}


class Removed(NamedTuple):
    """One sort of row and how many went."""

    words: Promise
    rows: int


def described(removed: Mapping[str, int]) -> list[Removed]:
    """What went, in the order of the table of words; nothing is left out that went."""
    return [Removed(words, removed[table]) for table, words in WORDS.items() if removed.get(table)]
