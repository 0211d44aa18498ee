"""Likeness as mathematics: symmetric, nothing to itself, weights of nothing, and who has nobody."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from knowledge.likeness.distance import (
    SAME,
    UNRELATED,
    USUAL,
    built_apart,
    marks_apart,
    near,
    neighbours,
    placed_apart,
    weighed,
)
from knowledge.likeness.facts import STRUCTURE, Municipality, Theme, municipalities

DAY = date(2026, 11, 29)
CODES = st.sampled_from(sorted(municipalities()))
WEIGHTS = st.fixed_dictionaries({theme: st.integers(0, 3) for theme in Theme})
MARKS = st.frozensets(st.integers(0, 9))


def at(code: int) -> Municipality:
    return municipalities()[code]


@given(CODES, CODES, WEIGHTS)
def test_it_is_as_far_there_as_back(one: int, other: int, weights: dict[Theme, int]) -> None:
    there, back = built_apart(at(one), at(other)), built_apart(at(other), at(one))

    assert there == back
    assert weighed(there, weights) == weighed(back, weights) >= 0
    assert placed_apart(at(one), at(other), DAY) == placed_apart(at(other), at(one), DAY)


@given(CODES, WEIGHTS)
def test_nobody_is_far_from_herself(code: int, weights: dict[Theme, int]) -> None:
    assert weighed(built_apart(at(code), at(code)), weights) == 0
    assert placed_apart(at(code), at(code), DAY) == 0


@given(CODES, CODES, WEIGHTS, st.sampled_from(STRUCTURE))
def test_what_weighs_nothing_has_no_say(
    one: int, other: int, weights: dict[Theme, int], theme: Theme
) -> None:
    apart = built_apart(at(one), at(other))
    moved = apart | {theme: apart[theme] + 100}

    assert weighed(apart, weights | {theme: 0}) == weighed(moved, weights | {theme: 0})


@given(CODES, CODES, WEIGHTS, st.integers(2, 5))
def test_only_the_proportion_of_weights_matters(
    one: int, other: int, weights: dict[Theme, int], times: int
) -> None:
    apart = built_apart(at(one), at(other))
    more = {theme: weight * times for theme, weight in weights.items()}

    assert weighed(apart, weights) == pytest.approx(weighed(apart, more))


@given(CODES, CODES, st.sampled_from(STRUCTURE))
def test_a_heavier_difference_puts_further_apart(one: int, other: int, theme: Theme) -> None:
    apart = built_apart(at(one), at(other))
    usual = weighed(apart, USUAL)
    assume(apart[theme] > usual**2)

    assert weighed(apart, {**USUAL, theme: 9}) > usual


@given(MARKS, MARKS)
def test_plans_are_as_far_apart_as_they_share_little(
    one: frozenset[int], other: frozenset[int]
) -> None:
    assert marks_apart(one, other) == marks_apart(other, one)
    assert marks_apart(one, one) == 0
    assert 0 <= marks_apart(one, other) <= UNRELATED
    if one and not one & other:
        assert marks_apart(one, other) == UNRELATED


def test_a_theme_with_three_facts_weighs_as_much_as_one_with_one() -> None:
    assert weighed({Theme.WORK: 4.0, Theme.HOUSING: 0.0}, USUAL) == pytest.approx(2**0.5)
    assert list(built_apart(at(851), at(461))) == list(STRUCTURE)


def test_all_others_come_each_once_the_nearest_first() -> None:
    found = neighbours(at(851), USUAL, DAY)
    distances = [each.distance for each in found]

    assert len({each.municipality.code for each in found}) == 97
    assert distances == sorted(distances)


def test_place_moves_the_order_but_makes_nobody_near() -> None:
    without = {**USUAL, Theme.GEOGRAPHY: 0}
    heavy = {**USUAL, Theme.GEOGRAPHY: 3}

    def built(weights: dict[Theme, int]) -> set[int]:
        return {n.municipality.code for n in neighbours(at(860), weights, DAY) if n.is_near}

    assert built(without) == built(heavy)
    order = [n.municipality.district for n in neighbours(at(860), heavy, DAY)[:5]]
    assert order.count("Nordjyllands Politi") >= 4


def test_a_shared_plan_brings_nearer_only_those_who_have_one() -> None:
    plain = {n.municipality.code: n.distance for n in neighbours(at(851), USUAL, DAY)}
    plans = {851: frozenset({"building", 7}), 461: frozenset({"building", 7}), 751: frozenset({9})}
    marked = {n.municipality.code: n.distance for n in neighbours(at(851), USUAL, DAY, plans)}

    assert marked[461] < plain[461]
    assert {code for code in plain if plain[code] != marked[code]} == {461, 751}
    without = {n.municipality.code: n.distance for n in neighbours(at(101), USUAL, DAY)}
    assert without == {
        n.municipality.code: n.distance for n in neighbours(at(101), USUAL, DAY, plans)
    }


def test_who_has_no_near_neighbour_follows_from_the_rule() -> None:
    """What ``SOURCES.md`` of the data found by the same rule with every fact alone; Glostrup and
    Lolland lie just within it when facts are averaged by theme."""
    alone = {
        code
        for code, one in municipalities().items()
        if not any(each.is_near for each in neighbours(one, USUAL, DAY))
    }

    laesoe, fanoe, samsoe, aeroe, langeland = 825, 563, 741, 492, 482
    copenhagen, frederiksberg, taarnby, lyngby = 101, 147, 185, 173
    assert alone == {
        *(laesoe, fanoe, samsoe, aeroe, langeland),
        *(copenhagen, frederiksberg, taarnby, lyngby),
    }


def test_without_reports_the_airport_has_neighbours() -> None:
    found = neighbours(at(185), {**USUAL, Theme.SAFETY: 0}, DAY)

    assert any(each.is_near for each in found)


def test_with_one_fact_alone_those_who_have_the_same_are_near() -> None:
    only = dict.fromkeys(Theme, 0) | {Theme.EDUCATION: 1}

    assert near(tuple(only[theme] for theme in STRUCTURE)) == SAME
