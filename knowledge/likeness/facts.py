"""Open facts about the municipalities, each made comparable with the others.

No table: 98 rows that nobody edits, always wanted together, which change with the project's own
files and carry their sources beside them (``data/SOURCES.md``). They are read once in a process.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files
from math import log
from statistics import fmean, pstdev
from types import MappingProxyType

#: From this day Region Hovedstaden and Region Sjælland are one (lov nr. 699 af 20. juni 2025).
REGIONS_JOINED = date(2027, 1, 1)
#: Where fewer live, the share of a group of some hundred young people swings from year to year.
STEADY = 10_000


class Theme(StrEnum):
    """What a reader can weigh."""

    SIZE = "size"
    AGE = "age"
    EDUCATION = "education"
    HOUSING = "housing"
    WORK = "work"
    SAFETY = "safety"
    TURNOUT = "turnout"
    GEOGRAPHY = "geography"
    PLAN = "plan"


@dataclass(frozen=True, slots=True)
class Fact:
    """A column of the files.

    ``is_skewed``: a few municipalities lie many times above the rest, so ratios are compared (the
    logarithm) and not differences; otherwise those few would make all others look the same. It is
    so for population, density, income and reports to the police; shares lie close enough.
    """

    name: str
    theme: Theme
    is_skewed: bool = False
    from_population: int = 0
    """Not compared for municipalities with fewer inhabitants."""


FACTS = (
    Fact("population", Theme.SIZE, is_skewed=True),
    Fact("density_per_km2", Theme.SIZE, is_skewed=True),
    Fact("age_6_19_pct", Theme.AGE),
    Fact("age_20_34_pct", Theme.AGE),
    Fact("higher_education_pct", Theme.EDUCATION),
    Fact("owner_occupied_pct", Theme.HOUSING),
    Fact("income_disposable_avg_dkk", Theme.WORK, is_skewed=True),
    Fact("unemployment_pct", Theme.WORK),
    Fact("neet_16_24_pct", Theme.WORK, from_population=STEADY),
    Fact("crime_reports_per_1000", Theme.SAFETY, is_skewed=True),
    Fact("turnout_kv25_pct", Theme.TURNOUT),
)
#: Themes that rest on facts: how a municipality is built.
STRUCTURE = tuple(dict.fromkeys(fact.theme for fact in FACTS))


@dataclass(frozen=True, slots=True)
class Municipality:
    """One of the 98: its facts as published, and how many standard deviations above the mean."""

    code: int
    district: str
    group: str
    region: str
    region_from_2027: str
    values: Mapping[str, float]
    scores: Mapping[str, float]
    """Without those that are not compared here."""

    def region_on(self, day: date) -> str:
        """The region it lies in that day."""
        return self.region if day < REGIONS_JOINED else self.region_from_2027


def standardised(values: Sequence[float], *, is_skewed: bool) -> list[float]:
    """Standard deviations above the mean, of the logarithms where the fact is skewed. Whoever lies
    like everybody has 0. The unit does not matter.

    Not a robust measure (median and MAD) and nothing cut off: those few who lie far out are to be
    told that nobody is like them.
    """
    used = [log(value) for value in values] if is_skewed else list(values)
    mean, deviation = fmean(used), pstdev(used)
    return [(value - mean) / deviation if deviation else 0.0 for value in used]


@cache
def municipalities() -> Mapping[int, Municipality]:
    """All 98 by code."""
    authorities = _rows("stopext.accounts", "municipalities.csv")
    profiles = _rows("knowledge.likeness", "municipal_profile.csv")
    rows = {code: authorities[code] | profiles[code] for code in authorities}
    scores = {
        fact.name: standardised(
            [float(row[fact.name]) for row in rows.values()], is_skewed=fact.is_skewed
        )
        for fact in FACTS
    }
    made = {
        int(code): _made(row, {name: column[place] for name, column in scores.items()})
        for place, (code, row) in enumerate(rows.items())
    }
    return MappingProxyType(made)


def _made(row: Mapping[str, str], scores: Mapping[str, float]) -> Municipality:
    population = int(row["population"])
    compared = {
        fact.name: scores[fact.name] for fact in FACTS if population >= fact.from_population
    }
    return Municipality(
        code=int(row["code"]),
        district=row["police_district_name"],
        group=row["group_name"],
        region=row["region_name"],
        region_from_2027=row["region_name_2027"],
        values=MappingProxyType({fact.name: float(row[fact.name]) for fact in FACTS}),
        scores=MappingProxyType(compared),
    )


def _rows(package: str, name: str) -> dict[str, dict[str, str]]:
    text = (files(package) / "data" / name).read_text(encoding="utf-8")
    return {row["code"]: row for row in csv.DictReader(text.splitlines())}
