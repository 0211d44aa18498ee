"""The facts: all 98, copied unchanged, made comparable, and what is left out where it swings."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import stopext.accounts
from knowledge.likeness.facts import FACTS, STEADY, Theme, municipalities, standardised
from knowledge.likeness.words import THEMES, WORDS

NUMBERS = st.lists(st.floats(1, 1e6), min_size=2, max_size=60)
LAESOE, FANOE, AEROE, SAMSOE = 825, 563, 492, 741


def test_every_municipality_has_every_fact() -> None:
    found = municipalities()

    assert len(found) == 98
    assert {len(one.values) for one in found.values()} == {len(FACTS)}
    assert round(sum(one.values["population"] for one in found.values())) == 6_025_511


def test_every_fact_and_theme_has_words() -> None:
    assert list(WORDS) == [fact.name for fact in FACTS]
    assert list(THEMES) == list(Theme)


def test_the_words_tell_the_date_of_the_population() -> None:
    path = Path(next(iter(stopext.accounts.__path__))) / "data" / "municipalities.csv"
    with path.open(encoding="utf-8", newline="") as file:
        dates = {row["population_date"] for row in csv.DictReader(file)}

    assert dates == {"2026-01-01"}
    assert str(WORDS["population"].as_of) == "1. januar 2026"


def test_what_swings_in_small_municipalities_is_not_compared_there() -> None:
    without = {c for c, one in municipalities().items() if "neet_16_24_pct" not in one.scores}

    assert without == {LAESOE, FANOE, AEROE, SAMSOE}
    assert without == {
        code for code, one in municipalities().items() if one.values["population"] < STEADY
    }


def test_the_region_changes_on_its_day() -> None:
    copenhagen, aalborg = municipalities()[101], municipalities()[851]

    assert copenhagen.region_on(date(2026, 12, 31)) == "Region Hovedstaden"
    assert copenhagen.region_on(date(2027, 1, 1)) == "Region Østdanmark"
    assert aalborg.region_on(date(2027, 1, 1)) == aalborg.region_on(date(2026, 12, 31))


@given(NUMBERS)
def test_standardised_numbers_lie_around_nought(values: list[float]) -> None:
    assume(max(values) > 1.001 * min(values))
    scores = standardised(values, is_skewed=False)

    assert sum(scores) == pytest.approx(0, abs=1e-6 * len(values))
    assert len(scores) == len(values)


@given(NUMBERS, st.floats(0.01, 1000), st.booleans())
def test_the_unit_does_not_matter(values: list[float], unit: float, is_skewed: bool) -> None:
    assume(max(values) > 1.001 * min(values))
    other = standardised([value * unit for value in values], is_skewed=is_skewed)

    assert other == pytest.approx(standardised(values, is_skewed=is_skewed), abs=1e-4)


def test_skewed_facts_are_compared_by_ratio() -> None:
    low, middle, high = standardised([10, 100, 1000], is_skewed=True)

    assert middle - low == pytest.approx(high - middle)


def test_who_lies_like_everybody_has_nought() -> None:
    assert standardised([7, 7, 7], is_skewed=False) == [0, 0, 0]
