"""How a word of a name sounds, across the spellings of the languages it may come from.

A letter does not mean the same in every language: Somali writes x for h and c for ayn, Turkish
c for j, French ch for sh, German sch. A word is therefore read in each way its letters allow, and
two words sound alike when they have a reading in common.
"""

from __future__ import annotations

import re
from functools import lru_cache

_SOUND = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"ae", "ai"),
        (r"sch|sh|sj", "s"),
        (r"^ch(?=[aeiouy])", "s"),
        (r"ch(?=m)", "h"),
        (r"ch|ck|kh|gh|q(?!u)", "k"),
        (r"qu", "kv"),
        (r"ph", "f"),
        (r"th|dt", "t"),
        (r"dh", "d"),
        (r"^[hd]j", "j"),
        (r"^hv|w", "v"),
        (r"(?<=[kg])j(?=[eoy])", ""),
        (r"c(?=[eiy])|z", "s"),
        (r"c", "k"),
        (r"x", "ks"),
        (r"ou|ue", "u"),
        (r"^y(?=[aeou])", "j"),
        (r"(?<=[aeou])[iy](?=[aeou])", "j"),
        (r"[ae][iyj](?![aeou])", "aj"),
        (r"i(?=[aou])", "j"),
        (r"(?<=[nlr])d(?![aeiouyr])", ""),
        (r"^pet(?=er)", "ped"),
        (r"h(?![aeiouy])", ""),
        (r"d$", "t"),
        (r"b$", "p"),
        (r"v$", "f"),
        (r"g$", "k"),
        (r"(.)\1+", r"\1"),
    )
)
#: Before a word is read: what is written in many ways and is one thing in all of them.
_REGULAR = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"^c?abd[aeiou]{0,2}[lr]?(?=[^aeiou]|[ai][^aeiou])", "abd"),
        (r"(?<=.{3})[aeou]?l?d(?:i|e|y|ei)ne?$", "din"),
        (r"(?<=.{3})[ae]tin$", "din"),
        (r"h[aei]?m(?=[aeiou])", "hm"),
        (r"(?<=[aeiou])h[ae](?=r)", "h"),
        (r"dsch|dzh|dz", "dj"),
        (r"tsch|tch|tsh|tsj|tj", "sh"),
        (r"jh", "j"),
        (r"(?:(?<=[aeiou])|^)ou(?=[aeiou])", "v"),
        (r"^y(?=[aeiou])", "j"),
        (r"^l[ijy](?=u)", "l"),
        (r"i[iyj]+(?=[aeou])", "i"),
        (r"yi|iy|ij|yj|ii|y$", "i"),
        (r"(?<=[^aeiouydst])[jy](?=[aou])", "i"),
        (r"(?<=[aeo])w(?=[^aeiouy]|$)", "u"),
    )
)
#: Letters with more than one sound.
_READINGS = tuple(
    (re.compile(pattern), replacements)
    for pattern, replacements in (
        (r"x", ("ks", "h", "k", "s")),
        (r"c(?![hk])", ("c", "j", "", "s")),
        (r"sch", ("sch", "sk")),
        (r"(?<!s)ch", ("ch", "s", "h")),
        (r"kh", ("k", "h")),
        (r"gh", ("k", "g")),
        (r"zh", ("j", "s")),
        (r"^h(?=r)", ("h", "g")),
        (r"dj", ("j", "d")),
        (r"qu(?=[aio])", ("kv", "k")),
        (r"(?<=[^aeiou])y(?=[^aeiouy])", ("y", "u")),
    )
)
_MOST_READINGS = 8
_VOWEL_CLASS = str.maketrans("aeiouy", "aeeooe")
_VOWELS = re.compile(r"[aeiouy]")
_GLIDE = re.compile(r"(?<=a)j(?![aeiouy])")
_SHORT = 2


def phonetic_token(token: str) -> str:
    """Sound key of one spelling-folded word, read as Danish.

    Class of the first vowel, then the consonants; for short words also the class of the last
    vowel, which is all that tells "Ole" from "Ulla" apart from each other.
    """
    return _code(_pronounced(token))


@lru_cache(maxsize=50_000)
def sounds(token: str) -> frozenset[str]:
    """Sound keys of one spelling-folded word in each way it may be read."""
    return frozenset({phonetic_token(token)} | {_code(read) for read in _read_aloud(token)})


@lru_cache(maxsize=50_000)
def outlines(token: str) -> frozenset[str]:
    """Coarser keys: a, e and i are one sound as first vowel, and "ai" is as "a"."""
    spoken = {_pronounced(token)} | _read_aloud(token)
    return frozenset(_coarse(_code(_GLIDE.sub("", read))) for read in spoken)


def tells_apart(code: str) -> bool:
    """Whether a sound key has consonants enough to stand for one name."""
    return len(code.partition(":")[0].lstrip("+")) > _SHORT


def _read_aloud(token: str) -> set[str]:
    return {_pronounced(read) for read in _readings(token)}


def _readings(token: str) -> set[str]:
    for pattern, replacement in _REGULAR:
        token = pattern.sub(replacement, token)
    found = [token]
    for pattern, replacements in _READINGS:
        found = [pattern.sub(new, read) for new in replacements for read in found]
        found = list(dict.fromkeys(found))[:_MOST_READINGS]
    return set(filter(None, found))


def _pronounced(token: str) -> str:
    for pattern, replacement in _SOUND:
        token = pattern.sub(replacement, token)
    return token


def _code(spoken: str) -> str:
    vowels = _VOWELS.findall(spoken)
    consonants = _VOWELS.sub("", spoken)
    first = vowels[0].translate(_VOWEL_CLASS) if vowels else ""
    head = f"{consonants}:{first}" if spoken[:1] not in "aeiouy" else f"+{consonants}:{first}"
    ends_open = len(consonants) <= _SHORT and spoken[-1:] in {"a", "e", "i", "o", "u", "y"}
    return head + (spoken[-1].translate(_VOWEL_CLASS) if ends_open else "")


def _coarse(code: str) -> str:
    consonants, _, vowels = code.partition(":")
    return f"{consonants}:{vowels[:1].replace('e', 'a')}{vowels[1:]}"
