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
    """The word as typed, then with aa, ae and oe read as å, æ and ø."""
    seen = {word}
    yield word
    full = word
    for latin, danish in _LATIN:
        full = full.replace(latin, danish)
        single = word.replace(latin, danish)
        if single not in seen:
            seen.add(single)
            yield single
    if full not in seen:
        yield full


def compound_parts(word: str, known: Container[str]) -> tuple[str, ...]:
    """The known words a compound consists of, or nothing when it cannot be taken apart.

    The first part is as long as possible; a linking s or e may stand between parts.
    """
    for end in range(len(word) - SHORTEST_PART, SHORTEST_PART - 1, -1):
        head = word[:end]
        for link in _LINKS:
            bare = head.removesuffix(link) if link else head
            if len(bare) < SHORTEST_PART or (bare == head and link) or bare not in known:
                continue
            rest = word[end:]
            if rest in known:
                return (bare, rest)
            if more := compound_parts(rest, known):
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
