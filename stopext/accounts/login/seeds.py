"""Seeds of second factors, sealed for the person they belong to.

allauth seals and opens a seed without saying whose it is. So a seed is sealed for the person asked
about: the one a form checks a code for, or else the one who is logged in. Copied to another
person's row it does not open, and without a person nothing is sealed or opened.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any
from uuid import UUID

from allauth.core import context

from stopext.vault.cipher import Place, seal, unseal
from stopext.vault.keys import PORTAL

_asked: ContextVar[UUID | None] = ContextVar("asked", default=None)


@contextmanager
def seeds_of(user: Any) -> Iterator[None]:
    """Inside the block seeds are this person's, whoever is logged in."""
    token = _asked.set(user.pk)
    try:
        yield
    finally:
        _asked.reset(token)


def seal_seed(text: str) -> str:
    """Seal for the person at hand.

    Raises:
        LookupError: nobody is at hand.
    """
    return seal(text, _place()).hex()


def open_seed(sealed: str) -> str:
    """Open a seed of the person at hand.

    Raises:
        SealBroken: the seed was sealed for somebody else.
        LookupError: nobody is at hand.
    """
    return unseal(bytes.fromhex(sealed), _place())


def _place() -> Place:
    person = _asked.get() or getattr(getattr(context.request, "user", None), "pk", None)
    if person is None:
        raise LookupError("a seed belongs to a person, and nobody is logged in or asked about")
    return Place("mfa_authenticator", "data", PORTAL, str(person))
