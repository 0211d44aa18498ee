"""What is written down of one address, and the short ways of writing it."""

from __future__ import annotations

from dataclasses import dataclass

from tests.matrix.doors import Door
from tests.matrix.readers import Rows

READ, SEND, FORM = ("GET",), ("POST",), ("GET", "POST")


@dataclass(frozen=True)
class Expected:
    """One address: the methods its view takes, its door, what its parameters name, and which
    planted keys fill them (``=text`` is the value itself)."""

    takes: tuple[str, ...]
    door: Door
    rows: Rows = Rows.NONE
    keys: tuple[tuple[str, str], ...] = ()

    @property
    def has_rows(self) -> bool:
        """Whether it matters whose row the parameters name."""
        return self.rows not in {Rows.NONE, Rows.STATIC}


def case(takes: tuple[str, ...], door: Door, **keys: str) -> Expected:
    """A page under a case."""
    return Expected(takes, door, Rows.CASE, (("pk", "case"), *keys.items()))


def meeting(
    takes: tuple[str, ...], door: Door = Door.LEAD, pk: str = "meeting", **keys: str
) -> Expected:
    """A page of a meeting of the info-house."""
    return Expected(takes, door, Rows.MEETING, (("pk", pk), *keys.items()))


def screening(takes: tuple[str, ...], rows: Rows, **keys: str) -> Expected:
    """A page of a screening."""
    return Expected(takes, Door.SCREEN, rows, (("pk", rows.value), *keys.items()))


def static(takes: tuple[str, ...], door: Door, **keys: str) -> Expected:
    """An address whose parameters are the same for everybody."""
    return Expected(takes, door, Rows.STATIC, tuple(keys.items()))


def member(takes: tuple[str, ...], key: str, door: Door = Door.MEMBERS) -> Expected:
    """A page of a membership or invitation."""
    return Expected(takes, door, Rows.MEMBER, (("pk", key),))


def plan(takes: tuple[str, ...], rows: Rows, **keys: str) -> Expected:
    """A page of a part of a municipality's plan, or of what those who lead that work have."""
    return Expected(takes, Door.EDIT_PLAN, rows, tuple(keys.items()))


def asked(takes: tuple[str, ...], **keys: str) -> Expected:
    """A page of who is asked in a hearing."""
    return Expected(takes, Door.OWN_PLAN, Rows.ASKED, (("pk", "invitee"), *keys.items()))


def exercise(takes: tuple[str, ...], door: Door = Door.EDIT_PLAN, **keys: str) -> Expected:
    """A page of an exercise or an action card."""
    return Expected(takes, door, Rows.EXERCISE, tuple(keys.items()))
