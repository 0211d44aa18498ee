"""What a screening is about. Only the app above knows; here it is an opaque key."""

from __future__ import annotations

from collections.abc import Callable

from screening.models import Screening
from stopext.access.actor import Actor
from stopext.register import Register

#: Where the actor reads what a screening is about; empty for who sees nothing of it.
AddressOf = Callable[[Actor, Screening], str]

SUBJECTS: Register[AddressOf] = Register("The way to")


def register_subject(address_of: AddressOf) -> None:
    """Called once, from the ``portal.py`` of the app whose rows are screened."""
    SUBJECTS.add("the subject of a screening", address_of)


def subject_url(actor: Actor, screening: Screening) -> str:
    """The address of what the screening is about, or nothing."""
    return next((url for address_of in SUBJECTS if (url := address_of(actor, screening))), "")
