"""Text from an address that can be compared with stored text at all."""

from __future__ import annotations


def is_storable(text: str) -> bool:
    """Whether the database can hold the text: no NUL and no lone surrogate."""
    return "\x00" not in text and not any("\ud800" <= c <= "\udfff" for c in text)
