"""Seal and open single values: AES-256-GCM bound to the place they are stored in.

Format ``0x01 | key id (2 bytes) | nonce (12) | ciphertext | tag (16)``. The associated data names
table, column, owner and row, so a value moved to another row, column or authority does not open.
"""

from __future__ import annotations

import os
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from stopext.vault import keys

VERSION = b"\x01"
NONCE_BYTES = 12
HEADER_BYTES = 3


class SealBroken(ValueError):  # noqa: N818 (reads as what happened)
    """The value is not what was sealed in this place."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sealed value lives."""

    table: str
    column: str
    owner: int
    row: str

    def associated_data(self) -> bytes:
        """Bytes that the cipher binds the value to."""
        return f"{self.table}|{self.column}|{self.owner}|{self.row}|1".encode()


def seal(text: str, place: Place) -> bytes:
    """Encrypt ``text`` for ``place`` with the owner's current data key."""
    kid, key = keys.current(place.owner, "data")
    nonce = os.urandom(NONCE_BYTES)
    body = AESGCM(key).encrypt(nonce, text.encode(), place.associated_data())
    return VERSION + kid.to_bytes(2, "big") + nonce + body


def unseal(sealed: bytes, place: Place) -> str:
    """Decrypt a value made by :func:`seal`.

    Raises:
        SealBroken: another format, another place, or changed bytes.
        LookupError: the key is gone.
    """
    if sealed[:1] != VERSION or len(sealed) <= HEADER_BYTES + NONCE_BYTES:
        raise SealBroken(f"unknown format in {place.table}.{place.column}")
    kid = int.from_bytes(sealed[1:HEADER_BYTES], "big")
    nonce, body = (
        sealed[HEADER_BYTES : HEADER_BYTES + NONCE_BYTES],
        sealed[HEADER_BYTES + NONCE_BYTES :],
    )
    try:
        clear = AESGCM(keys.by_id(place.owner, "data", kid)).decrypt(
            nonce, body, place.associated_data()
        )
    except InvalidTag as error:
        raise SealBroken(f"{place.table}.{place.column} does not belong to this place") from error
    return clear.decode()
