"""Names as they are heard and spelled in Denmark, folded until variants of one name look alike.

Two foldings: spelling (æ/ae, ø/oe/o, å/aa/a, accents, doubled letters) and sound (a Danish
adaptation of phonetic keys that also brings common transliterations from Arabic and Turkish
together). Both lose information on purpose; neither can be turned back into a name.
"""

from __future__ import annotations

import re
import unicodedata

PARTICLES = frozenset(
    [
        "af",
        "al",
        "bin",
        "bint",
        "da",
        "de",
        "den",
        "der",
        "di",
        "du",
        "el",
        "ibn",
        "la",
        "van",
        "von",
    ]
)
LETTERS = str.maketrans(
    {"æ": "ae", "ä": "ae", "ø": "oe", "ö": "oe", "å": "aa", "ß": "ss", "ł": "l", "đ": "d"}
    | {"ð": "d", "þ": "th", "ı": "i", "œ": "oe"}
)
SPELLING = (
    (re.compile(r"ae(?!e)"), "e"),
    (re.compile(r"oe"), "o"),
    (re.compile(r"aa"), "a"),
    (re.compile(r"(.)\1+"), r"\1"),
)
SOUND = tuple(
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
VOWEL_CLASS = str.maketrans("aeiouy", "aeeooe")
VOWELS = re.compile(r"[aeiouy]")
SHORT = 2


def fold_name(text: str) -> str:
    """Lower case, letters only, Danish letters and accents written out; words apart by a space.

    "Hansen, Søren" becomes "soeren hansen".
    """
    if text.count(",") == 1:
        last, first = text.split(",")
        text = f"{first} {last}"
    lowered = unicodedata.normalize("NFC", text).casefold().translate(LETTERS)
    plain = unicodedata.normalize("NFKD", lowered)
    kept = "".join(c for c in plain if not unicodedata.combining(c) and c not in "'’`´ʼ.")
    return " ".join(re.findall(r"[a-z]+", kept.translate(LETTERS)))


def name_tokens(text: str) -> tuple[str, ...]:
    """Words of the name in order, spelling folded, particles and initials left out.

    Particles and initials stay when fewer than two words would remain.
    """
    words = fold_name(text).split()
    main = [word for word in words if word not in PARTICLES and len(word) > 1]
    return tuple(spelling_token(word) for word in (main if len(main) > 1 else words))


def spelling_token(word: str) -> str:
    """Spelling key of one folded word."""
    for pattern, replacement in SPELLING:
        word = pattern.sub(replacement, word)
    return word


def phonetic_token(token: str) -> str:
    """Sound key of one spelling-folded word.

    Class of the first vowel, then the consonants; for short words also the class of the last
    vowel, which is all that tells "Ole" from "Ulla" apart from each other.
    """
    for pattern, replacement in SOUND:
        token = pattern.sub(replacement, token)
    vowels = VOWELS.findall(token)
    consonants = VOWELS.sub("", token)
    first = vowels[0].translate(VOWEL_CLASS) if vowels else ""
    head = f"{consonants}:{first}" if token[:1] not in "aeiouy" else f"+{consonants}:{first}"
    ends_open = len(consonants) <= SHORT and token[-1:] in {"a", "e", "i", "o", "u", "y"}
    return head + (token[-1].translate(VOWEL_CLASS) if ends_open else "")
