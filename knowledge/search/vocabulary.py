"""What the published texts and the glossary know about words, kept in each worker's memory.

Public words only: nothing here depends on who asks.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from math import log
from uuid import UUID

from knowledge.reference.models import Term
from knowledge.search.models import SearchState, Word
from knowledge.search.text import words

COMMONEST = 400
#: Endings of Danish nouns, with which a word may stand in the texts though not without.
ENDINGS = ("r", "er", "ene", "erne", "ne", "n", "en", "et", "t", "met", "mene")
#: English words of the field that the texts do not use themselves.
ENGLISH = {
    "programme": "program",
    "programmes": "programmer",
    "denmark": "danmark",
    "paper": "",
    "mental": "psykisk",
    "health": "sundhed",
    "counter": "mod",
    "narratives": "fortællinger",
}


@dataclass(frozen=True)
class Vocabulary:
    """Words with their number of documents, and groups of words that mean the same."""

    documents: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    lexemes: dict[str, int] = field(default_factory=dict)
    """Documents per Danish stem (the sum over its forms, so an upper bound)."""
    same: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def rarity(self, lexeme: str) -> float:
        """How much a hit on the stem says: rare words weigh more. At least 0.3."""
        found = min(self.lexemes.get(lexeme, 0), self.documents)
        return max(0.3, log((1 + self.documents) / (1 + found)))

    @cached_property
    def parts(self) -> frozenset[str]:
        """What compounds may consist of: every word, and what its commonest endings hang on."""
        bare = {
            word.removesuffix(ending)
            for word in self.counts
            for ending in ENDINGS
            if word.endswith(ending)
        }
        return frozenset({*self.counts, *bare})

    @cached_property
    def guesses(self) -> list[str]:
        """Words that a misspelling may have meant, commonest first."""
        return sorted(self.counts, key=self.count, reverse=True)

    @cached_property
    def whole_words(self) -> list[str]:
        """Words that one typed may be the beginning of: of the texts, then of the glossary."""
        return [*self.guesses, *(form for form in self.same if " " not in form)]

    def count(self, word: str) -> int:
        """In how many documents the word stands."""
        return self.counts.get(word, 0)


_kept: dict[str, tuple[UUID, Vocabulary]] = {}


def current() -> Vocabulary:
    """The vocabulary of the index in force: one query, three more after the index has changed."""
    state = SearchState.objects.first()
    if state is None:
        return Vocabulary()
    kept = _kept.get("vocabulary")
    if kept is None or kept[0] != state.stamp:
        kept = (state.stamp, _read(state.documents))
        _kept["vocabulary"] = kept
    return kept[1]


def _read(documents: int) -> Vocabulary:
    counts: dict[str, int] = {}
    lexemes: dict[str, int] = {}
    for word, lexeme, number in Word.objects.values_list("word", "lexeme", "documents"):
        counts[word] = number
        lexemes[lexeme] = lexemes.get(lexeme, 0) + number
    return Vocabulary(documents, counts, lexemes, same_words())


def same_words() -> dict[str, tuple[str, ...]]:
    """For each word or phrase of the glossary the others that mean the same."""
    same: dict[str, tuple[str, ...]] = {}
    rows = Term.objects.values_list("term", "english", "abbreviations", "synonyms")
    for term, english, abbreviations, synonyms in rows:
        forms = [term, english, *abbreviations, *synonyms]
        group = list(dict.fromkeys(" ".join(words(form)) for form in forms if form))
        for form in group:
            others = [other for other in group if other != form]
            same[form] = tuple(dict.fromkeys((*same.get(form, ()), *others)))
    return same
