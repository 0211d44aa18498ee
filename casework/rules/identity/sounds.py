"""How a word of a name sounds, across the spellings of the languages it may come from.

A letter does not mean the same in every language: Somali writes x for h and c for ayn, Turkish
c for j, French ch for sh, German sch. A word is therefore read in each way its letters allow, and
two words sound alike when they have a reading in common.
"""

from __future__ import annotations

import re
from functools import lru_cache

#: Letters and what they may stand for, in the order in which they are read; where a row has more
#: than one sound, the word is read in each.
_TABLE = tuple(
    (re.compile(pattern), sounds)
    for pattern, *sounds in (
        # What is written in many ways and is one thing in all of them.
        (r"^c?abd(?:ou|[eiou]|a(?=l))?l?(?=[^aeiou]|[ai][^aeiou])", "abd"),
        (r"(?<=.{3})[aeou]?l?d(?:i|e|y|ei)ne?$", "din"),
        (r"(?<=.{3})[ae]tin$", "din"),
        (r"h[aei]?m(?=[aeiouy])", "hm"),
        (r"(?<=[aeiou])h[aei](?=r)", "h"),
        (r"dsch|dzh|dz", "dj"),
        (r"tsch|tch|tsh|tsj|tj", "sh"),
        (r"[td]s|tz", "s"),
        (r"jh", "j"),
        (r"(?:(?<=[aeiou])|^)ou(?=[aeiou])", "v"),
        (r"(?<=o)v(?=l)", "u"),
        (r"^y(?=[aeiou])", "j"),
        (r"^l[ijy](?=u)", "l"),
        (r"i[iyj]+(?=[aeou])", "i"),
        (r"yi|iy|ij|yj|ii|y$", "i"),
        (r"(?<=[^aeiou])y(?=[aeou])|(?<=[^aeiouydst])j(?=[aou])", "i"),
        # Letters with more than one sound.
        (r"(?<=[aeo])w(?=[^aeiouy]|$)", "v", "u"),
        (r"(?<=[^aeiou])ou(?=a)", "u", "v"),
        (r"x", "ks", "h", "k", "s"),
        (r"c(?![hk])", "c", "j", "", "s"),
        (r"sch", "sch", "sk"),
        (r"(?<!s)ch", "ch", "s", "h"),
        (r"kh", "k", "h"),
        (r"^gh", "k", "g", "r"),
        (r"gh|q(?!u)", "k", "g"),
        (r"zh", "j", "s"),
        (r"^h(?=r)", "h", "g"),
        (r"dj", "j", "d"),
        (r"[qk]u(?=[aio])", "kv", "k"),
        (r"(?<=[^aeiou])y(?=[^aeiouy])", "y", "u"),
        (r"(?<=[ai]n)e$", "e", ""),
        (r"ea$", "ea", "ia"),
        # As a Dane reads what is left.
        (r"[aeo]u(?=[^aeiouy]|$)", "o"),
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
        (r"o[iy](?![aeou])", "oj"),
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
_MOST_READINGS = 6
_VOWEL_CLASS = str.maketrans("aeiouy", "aeeooe")
_VOWELS = re.compile(r"[aeiouy]")
_GLIDE = re.compile(r"(?<=a)j(?![aeiouy])")
_SHORT = 2


@lru_cache(maxsize=50_000)
def sounds(token: str) -> frozenset[str]:
    """Sound keys of one spelling-folded word in each way it may be read.

    The consonants and the class of the first vowel; for short words also the class of the last
    vowel, which is all that tells "Ole" from "Ulla".
    """
    return frozenset(map(_code, _readings(token)))


def outlines(token: str) -> frozenset[str]:
    """Coarser keys: a, e and i are one sound as first vowel, and "ai" is as "a"."""
    return frozenset(_coarse(_code(_GLIDE.sub("", read))) for read in _readings(token))


def tells_apart(code: str) -> bool:
    """Whether a sound key has consonants enough to stand for one name."""
    return len(code.partition(":")[0].lstrip("+")) > _SHORT


def _readings(token: str) -> list[str]:
    found = [token]
    for pattern, ways in _TABLE:
        found = [pattern.sub(way, read) for way in ways for read in found]
        found = list(filter(None, dict.fromkeys(found)))[:_MOST_READINGS]
    return found


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
