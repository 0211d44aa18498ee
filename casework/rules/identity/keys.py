"""Strings by which the same name is found again. The caller stores keyed hashes, never these.

A stored name and a searched name get different sets, so that a shared middle name alone does not
bring two people together, while "Mads Møller" still finds "Mads Møller Hansen".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from casework.rules.identity.names import name_tokens, phonetic_token

MAX_WORDS = 5


class KeyKind(StrEnum):
    """What two names have in common when they share a key."""

    VARIANT = "variant"
    PHONETIC = "phonetic"
    GIVEN_NAME = "given_name"


@dataclass(frozen=True, slots=True, order=True)
class NameKey:
    """One string to be hashed under ``kind``. At most about twenty per name."""

    kind: KeyKind
    value: str


def index_keys(name: str) -> frozenset[NameKey]:
    """Keys to store for a person. Empty for a name without letters."""
    return _keys(name, surname="s", middle="m", given="G")


def search_keys(name: str) -> frozenset[NameKey]:
    """Keys to look up for a name; a person is found when any of them is stored."""
    tokens = name_tokens(name)
    found = _keys(name, surname="s", middle="", given="g" if len(tokens) > 1 else "G")
    as_middle = _keys(name, surname="m", middle="s", given="")
    return found | as_middle


def _keys(name: str, *, surname: str, middle: str, given: str) -> frozenset[NameKey]:
    tokens = name_tokens(name)[:MAX_WORDS]
    if not tokens:
        return frozenset()
    found = set(_given_keys(tokens, given))
    if len(tokens) > 1:
        sounds = (
            (KeyKind.VARIANT, _same),
            (KeyKind.PHONETIC, phonetic_token),
        )
        for kind, sound in sounds:
            found |= {
                NameKey(kind, f"{tag}:{_pair(one, other, sound)}")
                for tag, pairs in (
                    (surname, _surname_pairs(tokens)),
                    (middle, _middle_pairs(tokens)),
                )
                if tag
                for one, other in pairs
            }
    return frozenset(found)


def _given_keys(tokens: tuple[str, ...], given: str) -> Iterable[NameKey]:
    """A given name alone: stored "G" for everyone, "g" also where nothing else is known."""
    if not given:
        return
    sound = phonetic_token(tokens[0])
    yield NameKey(KeyKind.GIVEN_NAME, f"{given}:{sound}")
    if len(tokens) == 1:
        yield NameKey(KeyKind.GIVEN_NAME, f"g:{sound}")


def _surname_pairs(tokens: tuple[str, ...]) -> list[tuple[str, str]]:
    """First with last, and a double given name or surname written as one word."""
    pairs = [(tokens[0], tokens[-1])]
    if len(tokens) > 2:
        pairs += [(tokens[0] + tokens[1], tokens[-1]), (tokens[0], tokens[-2] + tokens[-1])]
    return pairs


def _middle_pairs(tokens: tuple[str, ...]) -> list[tuple[str, str]]:
    """First with each middle name, each middle name with last."""
    middle = tokens[1:-1]
    return [(tokens[0], word) for word in middle] + [(word, tokens[-1]) for word in middle]


def _pair(one: str, other: str, sound: Callable[[str], str]) -> str:
    return "|".join(sorted((sound(one), sound(other))))


def _same(token: str) -> str:
    return token
