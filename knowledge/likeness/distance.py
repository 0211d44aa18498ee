"""How far apart municipalities are: structural likeness. It says nothing about risk and puts nobody
above anybody.

Within a theme the squared differences of its facts are averaged, so that a theme with three facts
weighs no more than one with one. Themes are averaged by their weights. The distance is the root:
two municipalities taken at random are about 1.4 apart, whatever the weights.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from math import sqrt
from statistics import fmean, median
from types import MappingProxyType

from knowledge.likeness.facts import FACTS, STRUCTURE, Municipality, Theme, municipalities

#: Squared difference of two that have nothing to do with each other: what chance gives for facts.
UNRELATED = 2.0
#: A quarter of a standard deviation: no difference worth a word.
SAME = 0.25
Weights = Mapping[Theme, int]
USUAL: Weights = MappingProxyType(
    dict.fromkeys(Theme, 2)
    | dict.fromkeys((Theme.SAFETY, Theme.TURNOUT, Theme.GEOGRAPHY, Theme.PLAN), 1)
)


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A municipality as seen from another."""

    municipality: Municipality
    distance: float
    is_near: bool
    """Whether it is built alike: by facts alone, without place and plan."""


def weighed(apart: Mapping[Theme, float], weights: Weights) -> float:
    """The distance that squared differences by theme make; themes that are missing or weigh nothing
    have no say."""
    total = sum(weights[theme] for theme in apart)
    return sqrt(sum(weights[theme] * each for theme, each in apart.items()) / total) if total else 0


def built_apart(one: Municipality, other: Municipality) -> dict[Theme, float]:
    """Squared differences by theme of facts that are compared for both."""
    found: dict[Theme, list[float]] = {}
    for fact in FACTS:
        if fact.name in one.scores and fact.name in other.scores:
            difference = one.scores[fact.name] - other.scores[fact.name]
            found.setdefault(fact.theme, []).append(difference**2)
    return {theme: fmean(each) for theme, each in found.items()}


def placed_apart(one: Municipality, other: Municipality, day: date) -> float:
    """Nothing in the same police district, half of what strangers have in the same region."""
    if one.district == other.district:
        return 0.0
    return UNRELATED / 2 if one.region_on(day) == other.region_on(day) else UNRELATED


def marks_apart(one: frozenset[object], other: frozenset[object]) -> float:
    """How little two sets share, from nothing to ``UNRELATED``."""
    both = one | other
    return UNRELATED * (1 - len(one & other) / len(both)) if both else 0.0


def neighbours(
    one: Municipality,
    weights: Weights,
    day: date,
    plans: Mapping[int, frozenset[object]] | None = None,
) -> list[Neighbour]:
    """All others, the nearest first. ``plans``: what marks the plan of who has one, by code; it is
    only asked between two that have one."""
    plans = plans or {}
    limit = near(tuple(weights[theme] for theme in STRUCTURE))
    found = []
    for other in municipalities().values():
        if other.code == one.code:
            continue
        built = _built()[one.code, other.code]
        apart = {**built, Theme.GEOGRAPHY: placed_apart(one, other, day)}
        if one.code in plans and other.code in plans:
            apart[Theme.PLAN] = marks_apart(plans[one.code], plans[other.code])
        is_near = weighed(built, weights) <= limit
        found.append(Neighbour(other, weighed(apart, weights), is_near))
    return sorted(found, key=lambda each: (each.distance, each.municipality.code))


@lru_cache(maxsize=256)
def near(structure: tuple[int, ...]) -> float:
    """The distance up to which others are near: twice what the nearest usually is with the weights
    of ``STRUCTURE``. Who has nobody within it has no near neighbour."""
    weights = dict(zip(STRUCTURE, structure, strict=True))
    nearest: dict[int, float] = {}
    for (code, _other), apart in _built().items():
        distance = weighed(apart, weights)
        nearest[code] = min(distance, nearest.get(code, distance))
    return max(2 * median(nearest.values()), SAME)


@cache
def _built() -> dict[tuple[int, int], dict[Theme, float]]:
    """``built_apart`` of every pair, both ways."""
    every = municipalities().values()
    return {(a.code, b.code): built_apart(a, b) for a in every for b in every if a is not b}
