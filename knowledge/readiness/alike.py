"""Which municipalities can be asked: those built alike first, with the reason in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from knowledge.likeness.distance import USUAL, neighbours
from knowledge.likeness.facts import Municipality, municipalities
from knowledge.likeness.words import reason
from stopext.access import clock
from stopext.access.roles import AuthorityKind
from stopext.accounts.models import Authority

SHOWN = 5


@dataclass(frozen=True, slots=True)
class Proposal:
    """A municipality with what it shares with the own."""

    code: int
    name: str
    words: str


def proposals(code: int) -> tuple[list[Proposal], list[tuple[int, str]]]:
    """The nearest of those that are near, which may be none, and code and name of every other
    municipality, by name. One query."""
    rows = Authority.objects.filter(kind=AuthorityKind.MUNICIPALITY).exclude(pk=code)
    names = dict(rows.order_by("name").values_list("pk", "name"))
    one, today = municipalities()[code], clock.today()
    near = [each.municipality for each in neighbours(one, USUAL, today) if each.is_near][:SHOWN]
    found = [
        Proposal(other.code, names.pop(other.code), _shared(one, other, today)) for other in near
    ]
    return found, [*names.items()]


def _shared(one: Municipality, other: Municipality, today: date) -> str:
    return ", ".join(reason(one, other, USUAL, today).alike)
