"""Whether the database itself refuses what a person writes past the application."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import ProgrammingError, transaction

from tests.support.world import Person


def refused(person: Person, change: Callable[..., object], **said: Any) -> bool:
    """Run ``change`` of what is ``said`` in the role of ``person``; whether the wall or a guard
    refused it."""
    with person.acts():
        try:
            with transaction.atomic():
                change(**said)
        except ProgrammingError:
            return True
    return False
