"""Names as they are typed, folded until spellings of one name look alike, and taken apart.

Folding loses information on purpose: æ/ae, ø/oe/o, å/aa/a, accents, doubled letters, everything
that cannot be seen. How words sound is in ``sounds``.
"""

from __future__ import annotations

import re
import unicodedata

from stopext.web.text import clean_line, without_shapers

PARTICLES = frozenset(
    "af al as bin bint da de den der di du e el ibn la ud ul ur us van von".split()  # noqa: SIM905
)
#: Words that are one name with the word after or before them, however they are spaced.
_WITH_NEXT = frozenset("abd abdal abdel abdul abdur abdus abed cabdul abu abou abo ebu".split())  # noqa: SIM905
_WITH_PREVIOUS = frozenset(
    "din deen dine edin eddin eddine aldin eldin uddin uldin alah allah ullah".split()  # noqa: SIM905
)
_LETTERS = str.maketrans(
    {"æ": "ae", "ä": "ae", "ø": "oe", "ö": "oe", "å": "aa", "œ": "oe", "ß": "ss", "đ": "d"}
    | {"ð": "d", "þ": "th", "ı": "i", "ə": "e", "ł": "l", "ħ": "h", "ž": "zh"}
)
_APOSTROPHES = "'’‘‛`´ʹʻʼʽʾʿˈ′＇"
_SPELLING = (
    (re.compile(r"ae(?!e)"), "e"),
    (re.compile(r"oe"), "o"),
    (re.compile(r"aa"), "a"),
    (re.compile(r"(.)\1+"), r"\1"),
)
#: "Mia Holm (født Lund)", "Mia Holm f. Lund", "Mohammed (Mo) Ali": another name of the same person.
_ALSO = re.compile(
    r"\(\s*(?:født|fødte|f\.|tidl(?:igere|\.)?|kaldet|alias)?\s*([^()]*)\)"
    r"|\s(?:født|fødte|f\.|tidligere|tidl\.|kaldet|kaldes|alias|née|geb\.)\s+([^()]+)$",
    re.IGNORECASE,
)
#: Żaneta "Zosia" Testlund: what she is called, in quotation marks that are no apostrophes.
_CALLED = re.compile(r"""["“”„‟«»]([^"“”„‟«»]+)["“”„‟«»]|(?<!\w)['‘’‛](\w[^'‘’‛]*)['‘’‛](?!\w)""")
_MOST_NAMES = 8


def fold_name(text: str) -> str:
    """Lower case, letters only, Danish letters and accents written out; words apart by a space.

    "Hansen, Søren" becomes "soeren hansen".
    """
    lowered = _in_order(without_shapers(clean_line(text))).casefold().translate(_LETTERS)
    plain = unicodedata.normalize("NFKD", lowered).translate(_LETTERS)
    kept = "".join(c for c in plain if not unicodedata.combining(c) and c not in _APOSTROPHES + ".")
    return " ".join(re.findall(r"[a-z]+", kept))


def _in_order(line: str) -> str:
    """The given name first, also of "Hansen, Søren"."""
    if line.count(",") != 1:
        return line
    last, first = line.split(",")
    return f"{first} {last}"


def name_tokens(text: str) -> tuple[str, ...]:
    """Words of the name in order, spelling folded, particles and initials left out.

    Particles and initials stay when fewer than two words would remain.
    """
    return _without_particles(fold_name(text).split())


def names_in(text: str) -> frozenset[tuple[str, ...]]:
    """The ways to read what was typed, each as its words: compounds as one word or as they stand,
    an apostrophe as nothing or as a break, former and other names beside the present one."""
    found: dict[tuple[str, ...], None] = {}
    for full in _full_names(text):
        for spelled in (full, _broken_at_apostrophes(full), _joined_at_initial(full)):
            words = fold_name(spelled).split()
            main = _without_particles(words)
            for tokens in (main, _compounded(main), _every_word(words), _bare(words)):
                if tokens:
                    found[tokens] = None
    return frozenset(list(found)[:_MOST_NAMES])


def lone_words(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Halves of hyphenated given names, and of surnames: each may be all that is said."""
    first, *rest = _in_order(_CALLED.sub(" ", clean_line(text))).split() or [""]
    return _halves([first]), _halves(rest)


def _halves(words: list[str]) -> tuple[str, ...]:
    return tuple(half for word in words if "-" in word for half in _bare(fold_name(word).split()))


def _without_particles(words: list[str]) -> tuple[str, ...]:
    main = _bare(words)
    return main if len(main) > 1 else tuple(map(spelling_token, words))


def _bare(words: list[str]) -> tuple[str, ...]:
    """The words without particles, so that "al-Khatib" alone meets "Khatib"."""
    main = (word for word in words if word not in PARTICLES and len(word) > 1)
    return tuple(map(spelling_token, main))


def _every_word(words: list[str]) -> tuple[str, ...]:
    """The words with particles, so that "El Hassan" meets "Elhassan"."""
    return tuple(spelling_token(word) for word in words if len(word) > 1)


def spelling_token(word: str) -> str:
    """Spelling key of one folded word."""
    for pattern, replacement in _SPELLING:
        word = pattern.sub(replacement, word)
    return word


def _full_names(text: str) -> list[str]:
    """The name, with what she is called in the place of the given name, and for each other name of
    the person the given and the last name with it."""
    present = _ALSO.sub(" ", text).strip()
    others = [(one or two).strip() for one, two in _ALSO.findall(text)]
    words = present.split()
    found = [present, *_called_names(present)]
    for other in filter(None, others):
        if len(other.split()) > 1 or not words:
            found.append(other)
        else:
            found += [f"{words[0]} {other}", f"{other} {words[-1]}"]
    return found


def _called_names(present: str) -> list[str]:
    """With each name in quotation marks as the given name, and without them."""
    called = [one or two for one, two in _CALLED.findall(present)]
    given, *rest = _in_order(_CALLED.sub(" ", present)).split() or [""]
    return [" ".join([name, *rest]) for name in [given, *called]] if called else []


def _broken_at_apostrophes(text: str) -> str:
    return re.sub(rf"(?<=\b\w)[{_APOSTROPHES}]", " ", text)


def _joined_at_initial(text: str) -> str:
    """ "Kevin O Neill" as "Kevin ONeill"."""
    return re.sub(r"(?i)\b([od])\s+(?=\w{3})", r"\1", text)


def _compounded(tokens: tuple[str, ...]) -> tuple[str, ...]:
    joined: list[str] = []
    for token in tokens:
        after = bool(joined) and joined[-1] in _WITH_NEXT
        if joined and (after or token in _WITH_PREVIOUS):
            joined[-1] += token
        else:
            joined.append(token)
    return tuple(spelling_token(token) for token in joined)
