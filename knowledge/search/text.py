"""Words of a Danish query: spelling variants and compounds. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator

from rapidfuzz import process
from rapidfuzz.distance import OSA

WORD_LIMIT = 12
"""Words of a query that are searched for; the rest adds noise and cost."""
SHORTEST_PART = 4
SHORTEST_GUESS = 5
SHORTEST_BEGINNING = 7
LONGEST_ENDING = 5
#: At least this alike (0 to 1) to be offered as what was meant.
LIKENESS = 0.78

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*", re.UNICODE)
_PHRASE = re.compile(r'"([^"]+)"')
_LINKS = ("", "s", "e", "es")
_LATIN = (("aa", "å"), ("ae", "æ"), ("oe", "ø"))


def words(text: str) -> list[str]:
    """The words of a cleaned text, in order; a hyphenated word counts as one."""
    return [word for word in _WORD.findall(text.casefold()) if len(word) <= 60]


def phrases(query: str) -> list[str]:
    """What stands in quotation marks."""
    return [part.strip() for part in _PHRASE.findall(query) if words(part)]


def spellings(word: str) -> Iterator[str]:
    """The word as typed, then with aa, ae and oe read as å, æ and ø, then the other way round."""
    seen = {word}
    yield word
    for pairs in (_LATIN, tuple((danish, latin) for latin, danish in _LATIN)):
        full = word
        for old, new in pairs:
            full = full.replace(old, new)
            single = word.replace(old, new)
            if single not in seen:
                seen.add(single)
                yield single
        if full not in seen:
            seen.add(full)
            yield full


def beginning(word: str, vocabulary: Iterable[str]) -> str | None:
    """The first word that goes on where this one ends, as "venstreekstremisme" after
    "venstreekstrem"."""
    if len(word) < SHORTEST_BEGINNING:
        return None
    longest = len(word) + LONGEST_ENDING
    return next((w for w in vocabulary if w.startswith(word) and len(w) <= longest), None)


def compound_parts(
    word: str, known: Container[str], shortest: int = SHORTEST_PART
) -> tuple[str, ...]:
    """The known words a compound consists of, or nothing when it cannot be taken apart.

    The first part is as long as possible; a linking s or e may stand between parts.
    """
    for end in range(len(word) - shortest, shortest - 1, -1):
        head = word[:end]
        for link in _LINKS:
            bare = head.removesuffix(link) if link else head
            if len(bare) < shortest or (bare == head and link) or bare not in known:
                continue
            rest = word[end:]
            if rest in known:
                return (bare, rest)
            if more := compound_parts(rest, known, shortest):
                return (bare, *more)
    return ()


def closest(word: str, vocabulary: Iterable[str], weight: Callable[[str], int]) -> str | None:
    """The vocabulary's most similar word; of equals the one that stands in most documents."""
    if len(word) < SHORTEST_GUESS:
        return None
    near = process.extract(
        word, vocabulary, scorer=OSA.normalized_similarity, score_cutoff=LIKENESS, limit=5
    )
    if not near:
        return None
    return str(max(near, key=lambda hit: (round(hit[1], 2), weight(hit[0])))[0])
