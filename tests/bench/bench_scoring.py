"""Screenings per second on one core. Run: `python -m tests.bench.bench_scoring`.

The bound is 50,000 a second for bulk re-scoring from encoded answers; the other rows show what
the exact function and the encoding cost.
"""

import random
import sys
from collections.abc import Callable, Sequence
from time import process_time
from typing import TypeVar

from screening.engine.answers import Answer, Value, answers_to_plain
from screening.engine.bulk_scoring import compile_definition
from screening.engine.scoring import score
from screening.versions.instruments import CURRENT, load_instrument

BOUND = 50_000
BOUNDED = "bulk, encoded"
SIZE = 20_000
EXACT_SIZE = 500

Row = TypeVar("Row")


def per_second(work: Callable[[Row], object], rows: Sequence[Row], *, rounds: int = 3) -> float:
    """The best of some rounds in time of this process, so that other programs do not count."""
    best = float("inf")
    for _ in range(rounds):
        start = process_time()
        for row in rows:
            work(row)
        best = min(best, process_time() - start)
    return len(rows) / best


def random_ratings(size: int) -> list[dict[str, Answer]]:
    """Independent answers to every indicator: the hardest case for remembered sums."""
    rng = random.Random(20170331)  # noqa: S311 - a repeatable load, not a secret
    keys = load_instrument(*CURRENT).indicator_keys()
    values = [None, *Value]
    return [
        {key: Answer(rng.choice(values), first_hand=rng.random() < 0.5) for key in keys}
        for _ in range(size)
    ]


def measure() -> dict[str, float]:
    """Screenings per second by way of scoring. The first round fills the tables and is dropped."""
    definition = load_instrument(*CURRENT)
    scorer = compile_definition(definition)
    ratings = random_ratings(SIZE)
    stored = [answers_to_plain(rating) for rating in ratings]
    encoded = [scorer.encode(plain) for plain in stored]
    cold = per_second(scorer.profile, encoded, rounds=1)
    return {
        "exact with explanation": per_second(
            lambda rating: score(definition, rating), ratings[:EXACT_SIZE]
        ),
        "bulk, encoded, cold tables": cold,
        BOUNDED: per_second(scorer.profile, encoded),
        "bulk, from stored JSON": per_second(
            lambda plain: scorer.profile(scorer.encode(plain)), stored
        ),
    }


def main() -> int:
    """Print the speeds; 1 when the bound is broken."""
    speeds = measure()
    for name, speed in speeds.items():
        print(f"{name:<28}{speed:>12,.0f}/s{speed / BOUND:>8.2f} x bound")  # noqa: T201
    return int(speeds[BOUNDED] < BOUND)


if __name__ == "__main__":
    sys.exit(main())
