"""From what somebody typed to what the index is asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import reduce
from operator import and_, or_

from django.contrib.postgres.search import SearchQuery
from django.db import connection

from knowledge.search import text
from knowledge.search.vocabulary import ENGLISH, Vocabulary
from stopext.web.text import QUERY_LIMIT, clean_query

CONFIG = "danish"
SHORTEST_PART = 3
"""Letters of a part of a compound, "rum" in "klasserumsdialog"."""
LONGEST_TERM = 3
"""Words of a glossary term that is recognised inside a query."""


@dataclass(frozen=True, slots=True)
class Group:
    """One thing the query asks for, with everything that counts as it."""

    query: SearchQuery
    weight: float


@dataclass(frozen=True, slots=True)
class Understood:
    """A query as the index will be asked. ``meant`` maps typed words to what they were read as."""

    typed: str
    groups: tuple[Group, ...] = ()
    phrases: tuple[SearchQuery, ...] = ()
    meant: dict[str, str] = field(default_factory=dict)
    was_cut: bool = False

    @property
    def any_of(self) -> SearchQuery:
        """Matches a document with at least one thing asked for."""
        return reduce(or_, (group.query for group in self.groups))

    @property
    def all_of(self) -> SearchQuery:
        """Matches a document with everything asked for."""
        return reduce(and_, (group.query for group in self.groups))

    def __bool__(self) -> bool:
        return bool(self.groups)


def understand(raw: str, vocabulary: Vocabulary) -> Understood:
    """Read a query: stems, synonyms, compounds, other spellings and typing errors. One query."""
    typed = clean_query(raw)
    tokens = list(dict.fromkeys(text.words(typed)))[: text.WORD_LIMIT]
    stems = _stems([spelling for token in tokens for spelling in text.spellings(token)])
    reader = _Reader(vocabulary, stems)
    tokens = [token for token in tokens if _says_something(token, stems)]
    tokens = list(dict.fromkeys(part for token in tokens for part in reader.apart(token)))
    groups = tuple(reader.group(position, tokens) for position in range(len(tokens)))
    quoted = tuple(_exactly(part) for part in text.phrases(typed))
    return Understood(typed, groups, quoted, reader.meant, len(raw) > QUERY_LIMIT)


class _Reader:
    """Reads the words of one query against the vocabulary."""

    def __init__(self, vocabulary: Vocabulary, stems: dict[str, str]) -> None:
        self.vocabulary = vocabulary
        self.stems = stems
        self.meant: dict[str, str] = {}

    def apart(self, token: str) -> tuple[str, ...]:
        """The known words of a compound that no text has, to be asked for one by one."""
        parts = () if self._has_reading(token) else self._parts(token)
        if not parts:
            return (token,)
        self.stems |= _stems(list(parts))
        return parts

    def group(self, position: int, tokens: list[str]) -> Group:
        """Everything that counts as the word at ``position``."""
        token = tokens[position]
        forms = dict.fromkeys([*self._forms(token), *self._neighbours(position, tokens)])
        choices = [_exactly(form) for form in forms]
        if parts := self._parts(token):
            choices.append(reduce(and_, map(_exactly, parts)))
        return Group(reduce(or_, choices), self._weight(token, list(forms)))

    def _forms(self, token: str) -> Iterator[str]:
        """The word itself, another spelling or the nearest known word, and its synonyms."""
        yield token
        yield from (each for each in text.spellings(token) if self._is_known(each))
        reading = self._reading(token)
        if reading != token:
            yield reading
        for form in (token, reading):
            yield from self.vocabulary.same.get(form, ())
            if ENGLISH.get(form):
                yield ENGLISH[form]

    def _reading(self, token: str) -> str:
        if self._is_known(token) or token in self.vocabulary.same or token in ENGLISH:
            return token
        for spelling in text.spellings(token):
            if self._is_known(spelling):
                self.meant[token] = spelling
                return spelling
        vocabulary = self.vocabulary
        guess = text.beginning(token, vocabulary.whole_words)
        if guess is None and self._parts(token):
            return token
        guess = guess or text.closest(token, vocabulary.guesses, vocabulary.count)
        if guess is None:
            return token
        self.meant[token] = guess
        return guess

    def _neighbours(self, position: int, tokens: list[str]) -> Iterator[str]:
        """Compounds written apart, and terms of several words that the word is part of."""
        token = tokens[position]
        for pair in (tokens[position - 1 : position + 1], tokens[position : position + 2]):
            if len(pair) == 2 and (joined := self._joined("".join(pair))):
                yield joined
        for size in range(2, LONGEST_TERM + 1):
            for start in range(max(0, position - size + 1), position + 1):
                run = " ".join(tokens[start : start + size])
                if token in run:
                    yield from self.vocabulary.same.get(run, ())

    def _joined(self, word: str) -> str | None:
        if word in self.vocabulary.counts:
            return word
        guess = text.closest(word, self.vocabulary.guesses, self.vocabulary.count)
        return guess if guess is not None and len(guess) >= len(word) - 1 else None

    def _parts(self, token: str) -> tuple[str, ...]:
        known = self.vocabulary.parts
        found = (text.compound_parts(each, known, SHORTEST_PART) for each in text.spellings(token))
        return next(filter(None, found), ())

    def _has_reading(self, token: str) -> bool:
        known = token in self.vocabulary.same or token in ENGLISH
        known = known or text.beginning(token, self.vocabulary.whole_words) is not None
        return known or any(self._is_known(spelling) for spelling in text.spellings(token))

    def _is_known(self, token: str) -> bool:
        known = self.vocabulary
        return token in known.counts or self.stems.get(token, token) in known.lexemes

    def _weight(self, token: str, forms: list[str]) -> float:
        stem = self.stems.get(token, token)
        if stem in self.vocabulary.lexemes:
            return self.vocabulary.rarity(stem)
        return max((self.vocabulary.rarity(form) for form in forms[1:]), default=0.3)


def _says_something(token: str, stems: dict[str, str]) -> bool:
    """Whether it is no filler, however it is spelt: "paa" is "på"."""
    return not token.isalpha() or all(stems[each] for each in text.spellings(token))


def _exactly(form: str) -> SearchQuery:
    return SearchQuery(form, config=CONFIG, search_type="phrase")


def _stems(tokens: list[str]) -> dict[str, str]:
    """Danish stem by word; empty for a word too common to search for."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select word, coalesce((ts_lexize('danish_stem', word))[1], '')"
            " from unnest(%s::text[]) as word",
            [tokens],
        )
        return dict(cursor.fetchall())
