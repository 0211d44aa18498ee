"""The repeat search measured on a smaller scale; ``tests.bench.bench_names`` prints all of it."""

from __future__ import annotations

from statistics import fmean

import pytest

from tests.bench import crowd
from tests.bench.bench_names import (
    BY_DESIGN,
    LEAST_RECALL,
    MOST_CARDS,
    File,
    cards,
    found,
    missed,
    municipality,
)
from tests.bench.naming import GROUPS, different_people, same_person

#: A quarter of the citizens: as many cards a citizen, in a quarter of the time.
SIZE, PAIRS, SEARCHES = crowd.SIZE // 4, 60, 300
LEAST_PRECISION = 0.95


@pytest.fixture(scope="module")
def file() -> File:
    return municipality(SIZE)


@pytest.mark.parametrize("group", GROUPS)
def test_variants_of_a_name_meet_and_other_people_do_not(file: File, group: str) -> None:
    same = same_person(group, PAIRS, held_out=False)
    apart = [
        pair
        for pair in different_people(group, PAIRS, held_out=False)
        if pair.variation != BY_DESIGN
    ]
    lost, wrong = missed(file, same), [pair for pair in apart if found(file, pair)]
    hits = len(same) - len(lost)
    assert hits / len(same) >= LEAST_RECALL, lost
    assert hits / (hits + len(wrong)) >= LEAST_PRECISION, wrong


def test_names_that_nobody_tuned_the_search_by_meet_too(file: File) -> None:
    same = [pair for group in GROUPS for pair in same_person(group, PAIRS, held_out=True)]
    assert 1 - len(missed(file, same)) / len(same) >= LEAST_RECALL


def test_few_cards_are_left_to_look_at(file: File) -> None:
    shown = cards(file, count=SEARCHES)
    assert (
        fmean(count for counts in shown.values() for count in counts)
        <= MOST_CARDS * SIZE / crowd.SIZE
    )
