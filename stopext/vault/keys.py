"""Master key and envelope keys.

One data key and one index key per authority, stored wrapped by the master key (AES key wrap,
RFC 3394). The master key comes from the file named by ``PORTAL_KEY_FILE`` and is never in the
database or the repository; a copy of the database alone opens nothing.
"""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path
from typing import Literal

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand
from cryptography.hazmat.primitives.keywrap import aes_key_unwrap, aes_key_wrap
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from stopext.vault.models import DataKey

Purpose = Literal["data", "index"]
PURPOSES: tuple[Purpose, ...] = ("data", "index")
KEY_BYTES = 32
#: Owner number of what belongs to the portal and no authority (sessions, login seeds, mail).
PORTAL = 0


@cache
def master_key() -> bytes:
    """The 256-bit key that wraps all others.

    Raises:
        ImproperlyConfigured: no key file, or not exactly 32 bytes in hexadecimal.
    """
    try:
        key = bytes.fromhex(Path(settings.PORTAL_KEY_FILE).read_text(encoding="ascii").strip())
    except (OSError, ValueError) as error:
        raise ImproperlyConfigured(
            "PORTAL_KEY_FILE must name a file with 64 hexadecimal digits."
        ) from error
    if len(key) != KEY_BYTES:
        raise ImproperlyConfigured("PORTAL_KEY_FILE must hold exactly 32 bytes in hexadecimal.")
    return key


def derived(use: str) -> bytes:
    """Another 256-bit secret from the master key, which ``use`` alone tells from its siblings."""
    return HKDFExpand(hashes.SHA256(), KEY_BYTES, use.encode()).derive(master_key())


def ensure(owner: int) -> None:
    """Make the first keys of ``owner`` if it has none (set-up only; needs the owner's login)."""
    for purpose in PURPOSES:
        wrapped = aes_key_wrap(master_key(), AESGCM.generate_key(bit_length=256))
        DataKey.objects.get_or_create(
            owner=owner, purpose=purpose, kid=1, defaults={"wrapped": wrapped}
        )


@lru_cache(maxsize=1024)
def current(owner: int, purpose: Purpose) -> tuple[int, bytes]:
    """Key id and key that new values of ``owner`` are sealed with.

    Raises:
        LookupError: the owner has no keys; run ``manage.py load_authorities``.
    """
    row = DataKey.objects.filter(owner=owner, purpose=purpose).order_by("-kid").first()
    if row is None:
        raise LookupError(f"owner {owner} has no {purpose} key; run manage.py load_authorities")
    return row.kid, aes_key_unwrap(master_key(), bytes(row.wrapped))


@lru_cache(maxsize=4096)
def by_id(owner: int, purpose: Purpose, kid: int) -> bytes:
    """The key an older value was sealed with.

    Raises:
        LookupError: no such key; the value cannot be opened.
    """
    row = DataKey.objects.filter(owner=owner, purpose=purpose, kid=kid).first()
    if row is None:
        raise LookupError(f"no {purpose} key {kid} for owner {owner}")
    return aes_key_unwrap(master_key(), bytes(row.wrapped))


def forget() -> None:
    """Drop the keys held in memory (after a rotation)."""
    master_key.cache_clear()
    current.cache_clear()
    by_id.cache_clear()
