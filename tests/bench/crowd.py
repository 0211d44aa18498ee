"""Twenty thousand citizens on file in one municipality, with names as skewed as they are."""

from __future__ import annotations

from functools import cache
from itertools import product
from random import Random

from tests.bench.naming import FOLDER, Maker, Someone, load

SIZE = 20_000
SHARES = {
    "danish": 70, "arabic": 9, "somali": 5, "turkish": 5, "bosnian": 3, "kurdish": 2,
    "persian": 2, "urdu": 2, "ukrainian": 1, "vietnamese": 1,
}  # fmt: skip
TAIL = 0.35
"""Share of Danes whose surname is none of the common ones."""


def citizens(count: int, seed: str) -> list[tuple[str, Someone]]:
    """``count`` people as (group, someone); nine in ten have a known birth year."""
    random = Random(seed)  # noqa: S311 (a repeatable crowd, not a secret)
    groups = random.choices(list(SHARES), list(SHARES.values()), k=count)
    return [(group, _citizen(group, random)) for group in groups]


def _citizen(group: str, random: Random) -> Someone:
    make = Maker(load_all(group), random)
    year = make.year() if random.random() < 0.9 else None
    name = _dane(random) if group == "danish" else _other(make, random)
    return Someone(name, year)


def _dane(random: Random) -> str:
    given, last, rare = _danish()
    words = random.choices(*given)
    if random.random() < 0.5:
        words += random.choices(*last)
    words += random.choice(rare).split() if random.random() < TAIL else random.choices(*last)
    return " ".join(words)


def _other(make: Maker, random: Random) -> str:
    firsts = random.choice((make.names.men, make.names.women))
    words = [random.choice(_skewed(firsts, random))]
    if random.random() < 0.3:
        words.append(random.choice(_skewed(make.names.men, random)))
    return " ".join([*words, random.choice(_skewed(make.names.last, random))])


def _skewed(names: list[list[str]], random: Random) -> list[str]:
    """Spellings of one name; the first of the list are carried by many."""
    weights = [1 / (rank + 4) for rank in range(len(names))]
    return random.choices(names, weights)[0]


load_all = cache(load)


@cache
def _danish() -> tuple[tuple[list[str], list[int]], tuple[list[str], list[int]], list[str]]:
    lines = [line.split() for line in (FOLDER / "crowd.txt").read_text("utf-8").splitlines()]
    found = {
        kind: [(name, int(line[1])) for line in lines if line[0] == kind for name in line[2:]]
        for kind in ("given", "last")
    }
    starts, ends = (
        [w for line in lines if line[0] == kind for w in line[1:]] for kind in ("start", "end")
    )
    given, last = (tuple(map(list, zip(*found[kind], strict=True))) for kind in ("given", "last"))
    return given, last, [a + b for a, b in product(starts, ends)]  # type: ignore[return-value]
