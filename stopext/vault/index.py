"""Blind indexes: keyed hashes that can be compared, not reversed, within one authority."""

from __future__ import annotations

import hashlib
import hmac

from stopext.vault import keys

INDEX_BYTES = 16


def blind_index(owner: int, kind: str, text: str) -> bytes:
    """16-byte HMAC-SHA256 of ``text`` under the owner's index key.

    ``kind`` separates uses ("cpr", "name"), so equal texts of different kinds do not meet, and the
    same text gives different hashes in two authorities.
    """
    _, key = keys.current(owner, "index")
    return hmac.new(key, f"{kind}|1|{text}".encode(), hashlib.sha256).digest()[:INDEX_BYTES]
