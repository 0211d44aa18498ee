"""Text from an address: what can be compared with stored text, and how a query is read."""

from __future__ import annotations

import unicodedata

QUERY_LIMIT = 200
"""Characters of a query that are read."""


def is_storable(text: str) -> bool:
    """Whether the database can hold the text: no NUL and no lone surrogate."""
    return "\x00" not in text and not any("\ud800" <= c <= "\udfff" for c in text)


def clean_query(query: str) -> str:
    """The query in lower case without control characters, cut to ``QUERY_LIMIT``."""
    plain = unicodedata.normalize("NFC", query[: QUERY_LIMIT * 4])
    visible = "".join(" " if unicodedata.category(c)[0] == "C" else c for c in plain)
    return " ".join(visible.split())[:QUERY_LIMIT].casefold()
