"""Does a text name a person? The network is without persons, so what seems to is refused.

It finds numbers and addresses of any person, and of names those written with capitals whose first
and last word are those of a citizen or of somebody around her, in cases that the writer may see:
nobody learns here of a case that is hidden from her. Who knows a person can still describe her.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import combinations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.models import Case, DisclosureItem, Party, SubjectKey
from casework.models.case import ENDED
from casework.models.sharing import ItemKind
from casework.rules.identity.keys import KeyKind, search_keys
from casework.rules.identity.names import fold_name
from stopext.access.actor import Actor
from stopext.access.roles import Kind
from stopext.access.scoping import unscoped
from stopext.vault.fields import Sealed
from stopext.vault.index import blind_index
from stopext.web.personal import holds_number
from stopext.web.text import clean_line

CPR = _("Her står noget, der ligner et CPR-nummer. Fjern det: netværket er uden personer.")
CASE_NUMBER = _("Her ser et sagsnummer ud til at stå. Fjern det: netværket er uden personer.")
PHONE = _("Her ser et telefonnummer ud til at stå. Fjern det: netværket er uden personer.")
MAIL = _("Her ser en mailadresse ud til at stå. Fjern den: netværket er uden personer.")
NAME = _(
    "Her ser navnet på en person fra en af jeres sager ud til at stå. Fjern det: netværket er uden"
    " personer."
)
_PATTERNS: tuple[tuple[Promise, re.Pattern[str]], ...] = (
    (CASE_NUMBER, re.compile(r"(?<!\d)\d{4}-\d{4}-\d{4,}")),
    (MAIL, re.compile(r"[^\s@<>()]+@[^\s@<>()]+\.\w{2,}")),
    # Danish numbers as they are grouped, and any number with a country's code. Dates and years
    # have other groups.
    (
        PHONE,
        re.compile(
            r"(?<![\d.,/\-])(?:\d{8}|\d{4} \d{4}|\d\d(?:[ .\-]\d\d){3})(?!\d|[.\-/]\d)"
            r"|(?:\+|\b00)\d(?:[ \-]?\d){7,}"
        ),
    ),
)
#: Words that begin with a capital, one after another, are read as a name of at most so many words.
LONGEST = 4
_RUN = re.compile(r"[^\W\d_][\w'’\-]*(?:[ \t]+[^\W\d_][\w'’\-]*)*")
WHOSE = "compared, not shown: what is visible is asked of the cases"
Pair = frozenset[str]


def person_in(by: Actor, texts: Mapping[str, str]) -> tuple[str, Promise] | None:
    """The first field whose text seems to name a person, and what to say of it. At most two
    queries, and none where nothing is written as a name is."""
    for place, text in texts.items():
        if fault := _number_in(clean_line(text)):
            return place, fault
    pairs = {place: _pairs(text) for place, text in texts.items()}
    written = frozenset[Pair]().union(*pairs.values())
    known = _known(by, written) if written else set()
    found = next((place for place, names in pairs.items() if names & known), None)
    return None if found is None else (found, NAME)


def _number_in(text: str) -> Promise | None:
    if holds_number(text):
        return CPR
    return next((fault for fault, pattern in _PATTERNS if pattern.search(text)), None)


def _pairs(text: str) -> set[Pair]:
    """The first and the last word of everything that is written like a name."""
    found: set[Pair] = set()
    for line in text.splitlines():
        for run in _RUN.findall(line):
            for name in _capitals(run.split()):
                found |= _pairs_of(name)
    return found


def _capitals(words: Iterable[str]) -> list[list[str]]:
    runs: list[list[str]] = [[]]
    for word in words:
        if word[0].isupper():
            runs[-1].append(word)
        else:
            runs.append([])
    return runs


def _pairs_of(name: list[str]) -> set[Pair]:
    folded = [fold_name(word) for word in name]
    return {
        frozenset(pair)
        for start in range(len(folded))
        for pair in combinations(folded[start : start + LONGEST], 2)
        if all(pair)
    }


def _known(by: Actor, written: frozenset[Pair]) -> set[Pair]:
    """Names of people in the actor's own cases; all that are written are among them."""
    if by.kind is Kind.POLICE:
        return _told_to_police(by)
    return _citizens(by, written) | _around(by)


def _citizens(by: Actor, written: Iterable[Pair]) -> set[Pair]:
    """By the keyed hashes with which the repeat search finds a name: no name is opened."""
    hashes: dict[bytes, Pair] = {}
    for pair in written:
        for key in search_keys(" ".join(sorted(pair))):
            if key.kind is KeyKind.VARIANT:
                hashes[blind_index(by.authority_id, key.kind.value, key.value)] = pair
    rows = unscoped(SubjectKey, reason=WHOSE).filter(
        municipality_id=by.authority_id,
        kind=KeyKind.VARIANT.value,
        hash__in=list(hashes),
        subject__in=Case.objects.for_actor(by).values("subject_id"),
    )
    return {hashes[bytes(found)] for found in rows.values_list("hash", flat=True)}


def _around(by: Actor) -> set[Pair]:
    """Who is around the citizens of running cases. There are no keys of them, so they are opened
    here, and nothing of them leaves."""
    cases = Case.objects.for_actor(by).exclude(state__in=ENDED)
    rows = Party.objects.for_actor(by).filter(case__in=cases.values("pk"))
    names = [
        Party(pk=pk, municipality_id=by.authority_id, name=Sealed(name)).name
        for pk, name in rows.values_list("pk", "name")
    ]
    return _names(names)


def _told_to_police(by: Actor) -> set[Pair]:
    """The citizens of what is shared with the district."""
    rows = DisclosureItem.objects.for_actor(by).filter(kind=ItemKind.IDENTITY)
    texts = [
        DisclosureItem(pk=pk, district_id=by.authority_id, text=Sealed(text)).text
        for pk, text in rows.values_list("pk", "text")
    ]
    return set().union(*(_pairs(text) for text in texts))


def _names(names: Iterable[str]) -> set[Pair]:
    return set().union(*(_pairs_of(name.split()) for name in names))
