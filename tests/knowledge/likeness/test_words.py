"""Likeness in words: what is said is so, and only of what counts."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.likeness import words
from knowledge.likeness.distance import USUAL
from knowledge.likeness.facts import Theme, municipalities
from knowledge.likeness.words import reason

DAY = date(2026, 11, 29)
ALL = sorted(municipalities())
HJOERRING, MARIAGERFJORD, TAARNBY, SAMSOE, LAESOE = 860, 846, 185, 741, 825


def said(one: int, other: int, **weights: int) -> words.Reason:
    used = {**USUAL, **{Theme(name): weight for name, weight in weights.items()}}
    return reason(municipalities()[one], municipalities()[other], used, DAY)


def test_the_reasons_of_two_that_are_alike() -> None:
    found = said(HJOERRING, MARIAGERFJORD)

    assert "samme politikreds" in found.alike
    assert len(found.alike) == 4
    assert found.different == ["større andel unge uden job og uddannelse", "færre indbyggere"]


@pytest.mark.parametrize("one", ALL)
def test_more_here_is_less_there_and_nothing_is_both(one: int) -> None:
    opposite = {str(w.more): str(w.less) for w in words.WORDS.values()}
    opposite |= {less: more for more, less in opposite.items()}
    for other in ALL:
        there, back = said(one, other), said(other, one)

        assert sorted(opposite[word] for word in there.different) == sorted(back.different)
        assert there.alike == back.alike
        assert len(there.different) <= words.NAMED


def test_what_does_not_count_gives_no_reason() -> None:
    weights = dict.fromkeys((theme.value for theme in Theme), 0) | {"turnout": 1}

    found = said(HJOERRING, MARIAGERFJORD, **weights)

    assert not any("politikreds" in word for word in found.alike)
    assert all("valgdeltagelse" in word for word in [*found.alike, *found.different])


def test_a_difference_is_that_of_the_other() -> None:
    assert "færre indbyggere" in said(101, LAESOE).different
    assert "flere indbyggere" in said(LAESOE, 101).different


def test_who_stands_out_is_told_by_what() -> None:
    assert words.stands_out(municipalities()[LAESOE])[0] == "færre indbyggere"
    assert words.stands_out(municipalities()[HJOERRING]) == []


def test_many_reports_are_told_so_by_a_rule() -> None:
    many = {code for code, one in municipalities().items() if words.has_many_reports(one)}

    assert TAARNBY in many
    assert many == {101, 161, TAARNBY}


def test_what_is_not_compared_is_named() -> None:
    (name,) = words.not_compared(municipalities()[SAMSOE])

    assert "uden job og uddannelse" in name
    assert words.not_compared(municipalities()[HJOERRING]) == []
    assert not any("uden job" in word for word in said(SAMSOE, 492).alike)


def test_what_is_a_tenth_apart_is_only_nearly_the_same() -> None:
    told = {True: 0, False: 0}
    for one in municipalities().values():
        for other in municipalities().values():
            here, there = (each.values["density_per_km2"] for each in (one, other))
            alike = said(one.code, other.code).alike
            if words_of := [word for word in alike if "tæt befolket" in word]:
                is_nearly = abs(here - there) > 0.1 * max(here, there)
                assert words_of == [f"{'næsten ' if is_nearly else ''}lige så tæt befolket"]
                told[is_nearly] += 1

    assert all(told.values())
