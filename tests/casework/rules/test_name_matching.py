"""The repeat search measured on a smaller scale; ``tests.bench.bench_names`` prints all of it."""

from __future__ import annotations

from statistics import fmean

import pytest

from tests.bench.bench_names import (
    LEAST_RECALL,
    MOST_CARDS,
    File,
    cards,
    different_people,
    found,
    missed,
    municipality,
)
from tests.bench.naming import GROUPS, same_person

SIZE, PAIRS, SEARCHES = 20_000, 100, 200
LEAST_PRECISION = 0.9


@pytest.fixture(scope="module")
def file() -> File:
    return municipality(SIZE)


@pytest.mark.parametrize("held_out", [False, True], ids=["open", "held out"])
def test_variants_meet_and_others_do_not(file: File, held_out: bool) -> None:
    same = [pair for one in GROUPS for pair in same_person(one, PAIRS, held_out=held_out)]
    apart = [pair for one in GROUPS for pair in different_people(one, PAIRS, held_out=held_out)]
    hits, wrong = len(same) - len(missed(file, same)), sum(found(file, pair) for pair in apart)
    assert hits / len(same) >= LEAST_RECALL
    assert hits / (hits + wrong) >= LEAST_PRECISION


def test_few_cards_are_left_to_look_at(file: File) -> None:
    shown = cards(file, count=SEARCHES)
    assert fmean(count for counts in shown.values() for count in counts) <= MOST_CARDS
