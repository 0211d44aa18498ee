"""What apps above show beside a municipality's plan."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from stopext.access.actor import Actor


@dataclass(frozen=True, slots=True)
class Box:
    """A box with links."""

    heading: str
    links: list[tuple[str, str]]
    """Words and address."""


#: Each is asked for a municipality, and for who reads her own; of a public page for nobody.
BOXES: list[Callable[[Any, Actor | None], Iterable[Box]]] = []


def boxes(place: Any, actor: Actor | None) -> list[Box]:
    """Every box, in the order in which the apps brought them."""
    return [box for each in BOXES for box in each(place, actor)]
