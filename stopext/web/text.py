"""Text in addresses: what can be compared with stored text, how a query is read, anchors."""

from __future__ import annotations

import unicodedata

from django.utils.text import slugify

QUERY_LIMIT = 200
"""Characters of a query that are read."""
#: Danish letters that slugify would drop.
_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})


def is_storable(text: str) -> bool:
    """Whether the database can hold the text: no NUL and no lone surrogate."""
    return "\x00" not in text and not any("\ud800" <= c <= "\udfff" for c in text)


def clean_query(query: str) -> str:
    """The query in lower case without control characters, cut to ``QUERY_LIMIT``."""
    plain = unicodedata.normalize("NFC", query[: QUERY_LIMIT * 4])
    visible = "".join(" " if unicodedata.category(c)[0] == "C" else c for c in plain)
    return " ".join(visible.split())[:QUERY_LIMIT].casefold()


def anchor_of(heading: str) -> str:
    """A heading as an address on its page."""
    return slugify(heading.lower().translate(_LETTERS)) or "afsnit"
