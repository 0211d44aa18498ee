"""Strings by which the same name is found again. The caller stores keyed hashes, never these.

A stored name and a searched name get different sets, so that a shared middle name alone does not
bring two people together, while "Mads Møller" still finds "Mads Møller Hansen".

Whoever changes how keys are made (here, the sounds, the aliases) raises ``SCHEME``; the command
``renew_search_keys`` then makes the stored ones anew.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from casework.rules.identity.aliases import same_names, short_forms
from casework.rules.identity.names import lone_words, names_in
from casework.rules.identity.sounds import outlines, sounds

SCHEME = 3
MAX_WORDS = 5
START = 2
Tokens = tuple[str, ...]
Pairs = Collection[tuple[str, str]]
Sound = Callable[[str], frozenset[str]]


class KeyKind(StrEnum):
    """What two names have in common when they share a key, the strongest first."""

    EQUAL = "equal"
    VARIANT = "variant"
    PHONETIC = "phonetic"
    LOOSE = "loose"
    GIVEN_NAME = "given_name"
    SURNAME = "surname"


@dataclass(frozen=True, slots=True, order=True)
class NameKey:
    """One string to be hashed under ``kind``. About twenty per name, more where letters have many
    readings."""

    kind: KeyKind
    value: str


def index_keys(name: str) -> frozenset[NameKey]:
    """Keys to store for a person. Empty for a name without letters."""
    found: set[NameKey] = set()
    for tokens in _names(name):
        found |= _lone(tokens, "alone" if len(tokens) == 1 else "part")
        found |= _pair_keys("s", _outer_pairs(tokens)) | _pair_keys("m", _middle_pairs(tokens))
        found |= _start_keys(tokens) | _whole(tokens)
    given, family = lone_words(name)
    found |= _sounding(KeyKind.GIVEN_NAME, given, "part")
    found |= _sounding(KeyKind.SURNAME, family, "part")
    return frozenset(found)


def search_keys(name: str) -> frozenset[NameKey]:
    """Keys to look up for a name; a person is found when any of them is stored."""
    found: set[NameKey] = set()
    for tokens in _names(name):
        found |= _lone(tokens, "alone")
        if len(tokens) == 1:
            found |= _lone(tokens, "part")
        outer = _outer_pairs(tokens)
        found |= _pair_keys("s", outer) | _pair_keys("m", outer)
        found |= _pair_keys("s", _middle_pairs(tokens)) | _start_keys(tokens)
        found |= _whole(tokens)
    return frozenset(found)


def _names(name: str) -> list[Tokens]:
    return [tokens[:MAX_WORDS] for tokens in names_in(name)]


def _lone(tokens: Tokens, tag: str) -> set[NameKey]:
    """A given name or a surname by itself: "alone" when nothing else is known, else "part"."""
    given = _sounding(KeyKind.GIVEN_NAME, tokens[:1], tag)
    return given | _sounding(KeyKind.SURNAME, tokens[-1:], tag)


def _sounding(kind: KeyKind, tokens: Tokens, tag: str) -> set[NameKey]:
    return {NameKey(kind, f"{tag}:{sound}") for token in tokens for sound in _heard(token)}


def _whole(tokens: Tokens) -> set[NameKey]:
    """All words in any order."""
    return {NameKey(KeyKind.EQUAL, "|".join(sorted(tokens)))} if len(tokens) > 1 else set()


def _pair_keys(tag: str, pairs: Pairs) -> set[NameKey]:
    ways: tuple[tuple[KeyKind, Sound], ...] = (
        (KeyKind.VARIANT, _same),
        (KeyKind.PHONETIC, _heard),
        (KeyKind.LOOSE, _likely),
    )
    return {
        NameKey(kind, f"{tag}:{'|'.join(sorted((one, other)))}")
        for first, last in pairs
        for kind, sound in ways
        for one in sound(first)
        for other in sound(last)
    }


def _start_keys(tokens: Tokens) -> set[NameKey]:
    """The given name with the first consonants of the surname, whose rest is mistyped."""
    if len(tokens) == 1:
        return set()
    starts = {sound.partition(":")[0].lstrip("+")[:START] for sound in sounds(tokens[-1])}
    return {
        NameKey(KeyKind.LOOSE, f"i:{one}|{start}")
        for one in _heard(tokens[0])
        for start in starts
        if len(start) == START
    }


def _outer_pairs(tokens: Tokens) -> Pairs:
    """First with last, and a double given name or surname written as one word."""
    if len(tokens) == 1:
        return []
    pairs = [(tokens[0], tokens[-1])]
    if len(tokens) > 2:
        pairs += [(tokens[0] + tokens[1], tokens[-1]), (tokens[0], tokens[-2] + tokens[-1])]
    return pairs


def _middle_pairs(tokens: Tokens) -> Pairs:
    """First with each middle name, each middle name with last."""
    middle = tokens[1:-1]
    return [(tokens[0], word) for word in middle] + [(word, tokens[-1]) for word in middle]


def _same(token: str) -> frozenset[str]:
    return frozenset({token})


@lru_cache(maxsize=50_000)
def _heard(token: str) -> frozenset[str]:
    return sounds(token) | {f"={name}" for name in same_names(token)}


@lru_cache(maxsize=50_000)
def _likely(token: str) -> frozenset[str]:
    other = {f"={name}" for name in same_names(token)}
    return outlines(token) | other | {f"~{name}" for name in short_forms(token)}
