"""The map of all municipalities beside their list: where each lies, and what it says of it."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.translation import gettext as _

from knowledge.plans.choices import IN_FORCE, PlanStatus
from knowledge.plans.models import Plan
from stopext.accounts.models import Authority

#: Outlines and points share these units (``data/SOURCES.md``).
COUNTRY = "0 0 2000 2366"
#: The capital is drawn once more, three times as large: its municipalities are the smallest.
_LEFT, _TOP, _WIDTH, _HEIGHT = CAPITAL = (1711, 1385, 279, 225)
#: Neighbours of the capital that reach into its window though their point lies outside.
_AROUND = 60
_POINTS = Path(__file__).parent / "data" / "map_points.csv"


@dataclass(frozen=True, slots=True)
class MapPlace:
    """A municipality on the map. ``is_found`` tells whether the filters of the list leave it."""

    place: Authority
    plan: Plan | None
    is_found: bool
    x: int
    y: int

    @property
    def words(self) -> str:
        """What the list says of it."""
        return self.plan.get_status_display() if self.plan else _("ingen plan i portalen")

    @property
    def in_capital(self) -> bool:
        """Whether it is seen in the window of the capital."""
        right, bottom = _LEFT + _WIDTH + _AROUND, _TOP + _HEIGHT + _AROUND
        return _LEFT - _AROUND < self.x < right and _TOP - _AROUND < self.y < bottom


@dataclass(frozen=True, slots=True)
class PlanMap:
    """Every municipality, and how many of those found have which status."""

    places: list[MapPlace]
    counts: Counter[str]

    country: str = COUNTRY
    capital: str = " ".join(str(side) for side in CAPITAL)

    @property
    def around_the_capital(self) -> list[MapPlace]:
        """Those drawn once more."""
        return [one for one in self.places if one.in_capital]

    @property
    def legend(self) -> list[tuple[str, str, int]]:
        """Status, its word and how many of those found have it, where any has."""
        found = [(code, self.counts[code]) for code in IN_FORCE]
        return [(str(code), str(PlanStatus(code).label), n) for code, n in found if n]

    @property
    def without(self) -> int:
        """How many of those found have no plan here."""
        return self.counts[""]


def plan_map(
    places: Iterable[Authority], plans: Mapping[int, Plan], found: Iterable[Authority]
) -> PlanMap:
    """The map for rows already read."""
    left = {place.pk for place in found}
    points = _points()
    drawn = [
        MapPlace(place, plans.get(place.pk), place.pk in left, *points[place.pk])
        for place in places
        if place.pk in points
    ]
    return PlanMap(
        drawn, Counter(one.plan.status if one.plan else "" for one in drawn if one.is_found)
    )


@cache
def _points() -> dict[int, tuple[int, int]]:
    """A point inside each municipality, by its code."""
    with _POINTS.open(encoding="utf-8") as file:
        return {int(row["code"]): (int(row["x"]), int(row["y"])) for row in csv.DictReader(file)}
