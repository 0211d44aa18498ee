"""Words of others that stand in a text that is about to leave. Pure.

What an authority, a school or a doctor told this municipality was told to it alone. Retyped or
pasted into a note it has lost its name: so a long row of the same words is taken for theirs, and
whoever passes the text on is told whose they are. It is a warning, not a wall: who says the same in
other words is not found. (Lesson of closed local registers: reference peers §7.1 row 6.)
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

#: So many words in the same order are no coincidence.
LEAST = 8
#: Of what is quoted to whoever is asked.
SHOWN = 90
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Origin:
    """What somebody told the municipality: who and when, in words, and the text."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """Where words of somebody stand: the place in the text, whose, and the words."""

    place: str
    origin: str
    words: str

    def __str__(self) -> str:
        return f"{self.place}: “{self.words}” ({self.origin})"


def passages(texts: Iterable[tuple[str, str]], origins: Iterable[Origin]) -> list[Passage]:
    """The first passage of each origin in each of ``texts`` (place, text). Capitals, signs and
    breaks between the words do not matter. Takes time in proportion to the length of the texts."""
    written = [(place, text, _words(text)) for place, text in texts]
    return [
        Passage(place, origin.label, found)
        for origin in origins
        if (told := _runs([word for word, _start, _end in _words(origin.text)]))
        for place, text, words in written
        if (found := _first(text, words, told))
    ]


def _words(text: str) -> list[tuple[str, int, int]]:
    return [(one.group().casefold(), *one.span()) for one in _WORD.finditer(text)]


def _runs(words: list[str]) -> set[tuple[str, ...]]:
    return {tuple(words[start : start + LEAST]) for start in range(len(words) - LEAST + 1)}


def _first(text: str, words: list[tuple[str, int, int]], told: set[tuple[str, ...]]) -> str:
    """The longest row of told words at the first place where there is one; cut for showing."""
    rows = list(_rows([word for word, _start, _end in words]))
    begins = next((number for number, row in enumerate(rows) if row in told), None)
    if begins is None:
        return ""
    ends = begins
    while ends + 1 < len(rows) and rows[ends + 1] in told:
        ends += 1
    found = " ".join(text[words[begins][1] : words[ends + LEAST - 1][2]].split())
    return found if len(found) <= SHOWN else f"{found[:SHOWN].rstrip()} …"


def _rows(words: list[str]) -> Iterator[tuple[str, ...]]:
    return (tuple(words[start : start + LEAST]) for start in range(len(words) - LEAST + 1))
