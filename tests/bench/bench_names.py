"""Recall and precision of the repeat search by language group, and the cards left to look at.

Run: ``python -m tests.bench.bench_names [--misses] [--held-out-misses]``. Bounds: recall of at
least 95 % in each group of names that the search was tuned by and over all names that are held out;
three cards on average in a municipality of 20,000 citizens on file. "slips" are letters left out,
put in, replaced or swapped at random in the typed name.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain
from random import Random
from statistics import fmean

from casework.rules.identity import Hit, NameKey, compare_years, index_keys, search_keys
from casework.rules.identity.matching import worth_showing
from tests.bench import crowd
from tests.bench.naming import GROUPS, Pair, Someone, different_people, noisy, same_person

LEAST_RECALL = 0.95
MOST_CARDS = 3.0
PAIRS = 400
SEARCHES = 1_000
NOISE = (1, 2, 3, 5)
BY_DESIGN = "full namesakes"
"""Equal names in other years are asked about on purpose, so they are told apart."""


@dataclass(slots=True)
class File:
    """The citizens on file by their keys."""

    years: list[int | None] = field(default_factory=list)
    by_key: dict[NameKey, list[int]] = field(default_factory=lambda: defaultdict(list))

    def add(self, someone: Someone) -> int:
        """Store a citizen; answers her place."""
        place = len(self.years)
        self.years.append(someone.year)
        for key in index_keys(someone.name):
            self.by_key[key].append(place)
        return place

    def drop_last(self, someone: Someone) -> None:
        """Take the citizen stored last out again."""
        self.years.pop()
        for key in index_keys(someone.name):
            self.by_key[key].pop()

    def search(self, typed: Someone) -> set[int]:
        """Places of those who are shown."""
        kinds = defaultdict(set)
        for key in search_keys(typed.name):
            for place in self.by_key.get(key, ()):
                kinds[place].add(key.kind)
        hits = {
            place: Hit(frozenset(found), compare_years(typed.year, self.years[place]))
            for place, found in kinds.items()
        }
        return set(worth_showing(hits))


def municipality(size: int = crowd.SIZE) -> File:
    """A file of ``size`` citizens."""
    file = File()
    for _, someone in crowd.citizens(size, "on file"):
        file.add(someone)
    return file


def found(file: File, pair: Pair) -> bool:
    """Whether the typed person brings up the stored one among all on file."""
    place = file.add(pair.stored)
    shown = file.search(pair.typed)
    file.drop_last(pair.stored)
    return place in shown


def missed(file: File, pairs: Iterable[Pair]) -> list[Pair]:
    """The pairs that do not meet."""
    return [pair for pair in pairs if not found(file, pair)]


def with_noise(pairs: Iterable[Pair], letters: int) -> list[Pair]:
    """The pairs with slips in the typed name."""
    random = Random(f"noise {letters}")  # noqa: S311 (repeatable, not a secret)
    return [
        Pair(
            pair.group,
            pair.variation,
            pair.stored,
            Someone(noisy(pair.typed.name, letters, random), pair.typed.year),
        )
        for pair in pairs
    ]


def cards(file: File, letters: int = 0, count: int = SEARCHES) -> dict[str, list[int]]:
    """Cards by language group when people who are not on file are searched for. One in twenty is
    known by one word only."""
    random, shown = Random("searches"), defaultdict(list)  # noqa: S311 (repeatable)
    for number, (group, someone) in enumerate(crowd.citizens(count, "searched for")):
        name = random.choice(someone.name.split()) if number % 20 == 0 else someone.name
        typed = Someone(noisy(name, letters, random) if letters else name, someone.year)
        shown[group].append(len(file.search(typed)))
    return shown


@dataclass(frozen=True, slots=True)
class Row:
    """The measures of one group."""

    group: str
    recall: float
    precision: float
    precision_strict: float
    noisy: tuple[tuple[float, float], ...]
    """Recall and precision after so many slips."""


def rows(
    file: File, *, held_out: bool, count: int = PAIRS, noise: Sequence[int] = NOISE
) -> tuple[list[Row], list[Pair]]:
    """A row for each group and one for all, and the pairs that were missed."""
    measured, all_missed = [], []
    same = {group: same_person(group, count, held_out=held_out) for group in GROUPS}
    apart = {group: different_people(group, count, held_out=held_out) for group in GROUPS}
    everything = [*zip(GROUPS, same.values(), apart.values(), strict=True)]
    everything.append(("all", [*chain(*same.values())], [*chain(*apart.values())]))
    for group, pairs, others in everything:
        lost = missed(file, pairs)
        wrong = [pair for pair in others if found(file, pair)]
        hits, asked = len(pairs) - len(lost), sum(pair.variation == BY_DESIGN for pair in wrong)
        curve = tuple(_after_slips(file, pairs, others, slips) for slips in noise)
        measured.append(
            Row(
                group,
                hits / len(pairs),
                hits / (hits + len(wrong) - asked),
                hits / (hits + len(wrong)),
                curve,
            )
        )
        all_missed += lost if group != "all" else []
    return measured, all_missed


def _after_slips(
    file: File, pairs: list[Pair], others: list[Pair], slips: int
) -> tuple[float, float]:
    apart = [pair for pair in others if pair.variation != BY_DESIGN]
    hits = len(pairs) - len(missed(file, with_noise(pairs, slips)))
    wrong = len(apart) - len(missed(file, with_noise(apart, slips)))
    return hits / len(pairs), hits / max(hits + wrong, 1)


def main(arguments: list[str] | None = None) -> int:
    """Print the tables; 1 when a bound is broken."""
    parser = argparse.ArgumentParser(description="Measure the repeat search by name.")
    parser.add_argument("--misses", action="store_true", help="list what the open pairs miss")
    parser.add_argument("--held-out-misses", action="store_true", help="and the held-out ones")
    parser.add_argument("--open-only", action="store_true", help="while tuning")
    parser.add_argument("--quick", action="store_true", help="without slips")
    options = parser.parse_args(arguments)
    noise = () if options.quick else NOISE
    file, broken = municipality(), False
    for held_out in (False,) if options.open_only else (False, True):
        measured, lost = rows(file, held_out=held_out, noise=noise)
        _print_rows("held out" if held_out else "open", measured)
        if options.held_out_misses if held_out else options.misses:
            _print_misses(lost)
        bound = measured[-1:] if held_out else measured
        broken |= any(row.recall < LEAST_RECALL for row in bound)
    return int(broken | _print_cards(file, (0, *noise)))


def _print_rows(title: str, measured: list[Row]) -> None:
    noise = "".join(f"{f'{n} slips':>15}" for n in NOISE)
    print(f"\n{title:<12}{'recall':>9}{'precision':>11}{'+namesakes':>12}{noise}")  # noqa: T201
    for row in measured:
        curve = "".join(f"{hit:>8.1%}{right:>7.1%}" for hit, right in row.noisy)
        print(  # noqa: T201
            f"{row.group:<12}{row.recall:>9.1%}{row.precision:>11.1%}{row.precision_strict:>12.1%}{curve}"
            + ("" if row.recall >= LEAST_RECALL else "   under 95 %")
        )


def _print_misses(lost: list[Pair]) -> None:
    for pair in lost:
        stored, typed = pair.stored, pair.typed
        print(  # noqa: T201
            f"  missed {pair.group} {pair.variation}: {stored.name} {stored.year}"
            f" / {typed.name!a} {typed.year}"
        )


def _print_cards(file: File, slips: Sequence[int]) -> bool:
    broken = False
    for letters in slips:
        by_group = cards(file, letters)
        every = [shown for counts in by_group.values() for shown in counts]
        mean = fmean(every)
        parts = ", ".join(f"{group} {fmean(counts):.1f}" for group, counts in by_group.items())
        broken |= mean > MOST_CARDS
        print(f"\ncards, {letters} slips: mean {mean:.2f}, most {max(every)} ({parts})")  # noqa: T201
    return broken


if __name__ == "__main__":
    sys.exit(main())
