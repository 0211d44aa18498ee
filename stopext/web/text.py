"""Typed text in the one form in which it is checked, compared, hashed and stored; and in addresses.

What people paste comes from Word, PDF files, telephones and other systems. Two texts that look the
same are the same afterwards, and nothing is refused for a sign that nobody can see. Categories are
those of the Unicode Standard, chapter 4.5.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from django.utils.text import slugify

QUERY_LIMIT = 200
"""Characters of a query that are read."""
#: Danish letters that slugify would drop.
_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})
#: Breaks of lines, paragraphs and pages in Unicode and in Word (Shift+Enter is U+000B).
_BREAKS = dict.fromkeys("\r\x0b\x0c\u2028\u2029", "\n")
#: Word's hyphen that does not break a line, and Unicode's two that look like "-".
_HYPHENS = dict.fromkeys("\x1e\u2010\u2011", "-")
#: Bullets of lists in Word, from its fonts of symbols: elsewhere they are empty boxes.
_BULLETS = dict.fromkeys("\uf0b7\uf0a7\uf0d8\uf0fc", "\u2022")
_PLAIN = {**_BREAKS, **_HYPHENS, **_BULLETS}
#: Marks without a look of their own: combining joiner and the choosers of a letter's shape.
_SHAPELESS = re.compile("[\u034f\ufe00-\ufe0d\U000e0100-\U000e01ef]")
_INVISIBLE = frozenset({"Cc", "Cf", "Cs"})
#: Signs that shape what stands beside them, and nothing elsewhere: two that join letters or do not
#: let them join, and two that choose between a plain and a coloured picture.
_SHAPERS = "\u200c\u200d\ufe0e\ufe0f"
#: Scripts whose letters join: Arabic and its kin, those of India and those that came of them.
_JOINING = "[\u0600-\u109f\u1780-\u18af]"
_PICTURE = (
    "[\xa9\xae\u203c\u2049\u2122\u2139\u2190-\u23ff\u2460-\u24ff\u25a0-\u27bf\u2900-\u297f"
    "\u2b00-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]"
)
_SHAPING = re.compile(
    f"((?<={_JOINING})\u200c(?={_JOINING})|(?<={_JOINING})\u200d|\u200d(?={_JOINING})"
    f"|(?:(?<={_PICTURE})|(?<={_PICTURE}\ufe0f))\u200d(?={_PICTURE})"
    f"|(?<={_PICTURE})[\ufe0e\ufe0f]|(?<=[#*0-9])\ufe0f(?=\u20e3))"
    f"|[{_SHAPERS}]"
)


def clean_text(typed: str) -> str:
    """Text of several lines in normal form C, with plain blanks and line breaks and without what
    cannot be seen: control and direction signs, soft hyphens, lone surrogates, and joiners where
    they join nothing."""
    plain = unicodedata.normalize("NFC", typed.replace("\r\n", "\n"))
    seen = "".join(map(_seen, plain))
    if any(sign in seen for sign in _SHAPERS):
        seen = _SHAPING.sub(lambda found: found[1] or "", seen)
    return unicodedata.normalize("NFC", seen)


def without_shapers(text: str) -> str:
    """Clean text as a key to compare and search by: words that are joined otherwise are the same
    words."""
    return re.sub(f"[{_SHAPERS}]", "", text)


def clean_line(typed: str) -> str:
    """Text of one line: as ``clean_text``, with every run of blanks and breaks as one blank."""
    return " ".join(clean_text(typed).split())


def is_storable(text: str) -> bool:
    """Whether the database can hold the text: no NUL and no lone surrogate."""
    return "\x00" not in text and not any("\ud800" <= c <= "\udfff" for c in text)


def clean_query(query: str) -> str:
    """The query as one line in lower case, cut to ``QUERY_LIMIT``."""
    return without_shapers(clean_line(query[: QUERY_LIMIT * 4]))[:QUERY_LIMIT].casefold()


def anchor_of(heading: str) -> str:
    """A heading as an address on its page."""
    return slugify(heading.lower().translate(_LETTERS)) or "afsnit"


@lru_cache(maxsize=1024)  # a text is read several times a request, and made of few signs
def _seen(sign: str) -> str:
    """What a reader sees of one sign; nothing for most signs that have no look."""
    if sign in "\n\t" or sign in _SHAPERS:
        return sign
    if known := _PLAIN.get(sign):
        return known
    if "\x80" <= sign <= "\x9f":  # a letter of Windows read by a program that knew Latin-1 only
        return sign.encode("latin-1").decode("cp1252", errors="ignore")
    category = unicodedata.category(sign)
    if category == "Zs":
        return " "
    return "" if category in _INVISIBLE or _SHAPELESS.match(sign) else sign
