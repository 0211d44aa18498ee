"""People for measuring the repeat search: pairs who are one person, pairs who are two, and the
citizens on file in one municipality. All generated from own lists of names, by a fixed seed.

The names under "Held out" in each file were written after the search was tuned; their pairs are
measured apart, and nobody tunes the search by them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

FOLDER = Path(__file__).with_name("names")
GROUPS = tuple(sorted(file.stem for file in FOLDER.glob("*.txt") if file.stem != "crowd"))
INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u061c\u034f\ufe0f"
APOSTROPHES = "'’‘`´ʼʿ"
YEARS = range(1960, 2015)
HELD_OUT = "# Held out"


@dataclass(frozen=True, slots=True)
class Someone:
    """A name as typed and the birth year, which may be unknown."""

    name: str
    year: int | None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two registrations, of one person or of two."""

    group: str
    variation: str
    stored: Someone
    typed: Someone


@dataclass(frozen=True, slots=True)
class Names:
    """Spellings of each name of a language group; ``nick`` holds a name and its short forms."""

    men: list[list[str]]
    women: list[list[str]]
    last: list[list[str]]
    nick: list[list[str]]


def load(group: str, *, held_out: bool | None = None) -> Names:
    """The names of one group: those held out, the others, or all."""
    found: dict[str, list[list[str]]] = {"m": [], "w": [], "s": [], "n": []}
    aside = False
    for line in (FOLDER / f"{group}.txt").read_text(encoding="utf-8").splitlines():
        kind, *words = line.split()
        aside |= line.startswith(HELD_OUT)
        if kind in found and held_out in {None, aside}:
            found[kind].append([word.replace("_", " ") for word in words])
    return Names(found["m"], found["w"], found["s"], found["n"])


@dataclass(slots=True)
class Maker:
    """Draws people of one group."""

    names: Names
    random: Random

    def given(self) -> list[str]:
        """Spellings of a given name."""
        return self.random.choice(self.random.choice((self.names.men, self.names.women)))

    def last(self) -> list[str]:
        """Spellings of a surname."""
        return self.random.choice(self.names.last)

    def two(self, spellings: list[str]) -> tuple[str, str]:
        """Two spellings, different where there are two."""
        one, other = self.random.sample(spellings * 2 if len(spellings) == 1 else spellings, 2)
        return one, other

    def year(self) -> int:
        """A birth year; concerns are mostly about the young."""
        return int(self.random.triangular(YEARS.start, YEARS.stop, 2006))


def spelling(make: Maker) -> tuple[str, str]:
    """Both names in two spellings."""
    first, last = make.two(make.given()), make.two(make.last())
    return f"{first[0]} {last[0]}", f"{first[1]} {last[1]}"


def swapped(make: Maker) -> tuple[str, str]:
    """Surname first, with a comma or without."""
    first, last = make.two(make.given()), make.last()[0]
    return f"{first[0]} {last}", make.random.choice(["{1}, {0}", "{1} {0}"]).format(first[1], last)


def part_missing(make: Maker) -> tuple[str, str]:
    """A middle name is known in one place only."""
    first, middle, last = make.two(make.given()), make.given()[0], make.two(make.last())
    both = (f"{first[0]} {middle} {last[0]}", f"{first[1]} {last[1]}")
    return both if make.random.random() < 0.5 else both[::-1]


def hyphen(make: Maker) -> tuple[str, str]:
    """A double surname with a hyphen, a blank, a real dash, or half of it."""
    first, one, other = make.two(make.given()), make.last()[0], make.last()[0]
    mark = make.random.choice([" ", "\u2011", "\u2013", ""])
    half = make.random.choice([f"{one}{mark}{other}", one, other])
    return f"{first[0]} {one}-{other}", f"{first[1]} {half}"


def apostrophe(make: Maker) -> tuple[str, str]:
    """An apostrophe of another kind, a blank, or none."""
    first = make.two(make.given())
    last = make.random.choice(["O'Neill", "D'Souza", "Sha'er", "N'Diaye", "Ka'abi", "O'Brien"])
    mark = make.random.choice([*APOSTROPHES, ""])
    if last[1] == "'" and make.random.random() < 0.2:
        mark = " "
    return f"{first[0]} {last}", f"{first[1]} {last.replace(chr(39), mark)}"


def former(make: Maker) -> tuple[str, str]:
    """A former surname stands beside the present one."""
    first, new, old = make.two(make.given()), make.last()[0], make.two(make.last())
    form = make.random.choice(
        ["{} {} (født {})", "{} {} f. {}", "{} {}, født {}", "{} {} tidligere {}"]
    )
    both = (form.format(first[0], new, old[0]), f"{first[1]} {old[1]}")
    return both if make.random.random() < 0.5 else both[::-1]


def nickname(make: Maker) -> tuple[str, str]:
    """A short form of the given name."""
    full, *short = make.random.choice(make.names.nick)
    last = make.two(make.last())
    both = (f"{full} {last[0]}", f"{make.random.choice(short)} {last[1]}")
    return both if make.random.random() < 0.5 else both[::-1]


def one_word(make: Maker) -> tuple[str, str]:
    """The given name or the surname alone."""
    first, last = make.two(make.given()), make.two(make.last())
    both = (f"{first[0]} {last[0]}", make.random.choice([first[1], last[1]]))
    return both if make.random.random() < 0.5 else both[::-1]


def invisible(make: Maker) -> tuple[str, str]:
    """Signs that nobody sees, as copied from a PDF file or a web page."""
    name = f"{make.given()[0]} {make.last()[0]}"
    typed = name
    for _ in range(3):
        at = make.random.randrange(1, len(typed))
        typed = typed[:at] + make.random.choice(INVISIBLE) + typed[at:]
    return name, typed


VARIATIONS: dict[str, tuple[Callable[[Maker], tuple[str, str]], int]] = {
    "spelling": (spelling, 10),
    "swapped": (swapped, 2),
    "part missing": (part_missing, 3),
    "hyphen": (hyphen, 2),
    "apostrophe": (apostrophe, 1),
    "former name": (former, 1),
    "nickname": (nickname, 1),
    "one word": (one_word, 2),
    "invisible": (invisible, 1),
}


def same_person(group: str, count: int, *, held_out: bool) -> list[Pair]:
    """Pairs who are one person. The year agrees in 16 of 20, is unknown in one place in 3, and one
    off in 1; a pair of equal names may have any two years ("other year")."""
    make = Maker(load(group, held_out=held_out), Random(f"same {group} {held_out}"))  # noqa: S311
    kinds = [name for name, (_, share) in VARIATIONS.items() for _ in range(share)]
    if not make.names.nick:
        kinds.remove("nickname")
    return [*_pairs(group, make, kinds, count)]


def _pairs(group: str, make: Maker, kinds: list[str], count: int) -> Iterator[Pair]:
    for number in range(count):
        if number % 25 == 0:
            name, year = f"{make.given()[0]} {make.last()[0]}", make.year()
            yield Pair(group, "other year", Someone(name, year), Someone(name, year + 4))
            continue
        kind = kinds[number % len(kinds)]
        stored, typed = VARIATIONS[kind][0](make)
        one, other = _two_years(make)
        yield Pair(group, kind, Someone(stored, one), Someone(typed, other))


def _two_years(make: Maker) -> tuple[int | None, int | None]:
    year, chance = make.year(), make.random.random()
    if chance < 0.8:
        return year, year
    if chance < 0.95:
        return (year, None) if make.random.random() < 0.5 else (None, year)
    return year, year + make.random.choice((-1, 1))


def different_people(group: str, count: int, *, held_out: bool) -> list[Pair]:
    """Pairs who are two people: twins, siblings, namesakes by given name or by surname, and
    namesakes by both in other years, in any spelling."""
    make = Maker(load(group, held_out=held_out), Random(f"apart {group} {held_out}"))  # noqa: S311
    kinds = ("twins", "siblings", "same given name", "same surname", "full namesakes")
    return [_apart(group, make, kinds[number % len(kinds)]) for number in range(count)]


def _apart(group: str, make: Maker, kind: str) -> Pair:
    sex, year = make.random.choice((make.names.men, make.names.women)), make.year()
    given, other_given = make.random.sample(sex, 2)
    last, other_last = make.random.sample(make.names.last, 2)
    first, second = make.two(given), make.two(last)
    stored = Someone(f"{first[0]} {second[0]}", year)
    gap = make.random.choice((2, 3, 4, 5, 8))
    typed = {
        "twins": (f"{other_given[0]} {second[0]}", year),
        "siblings": (f"{other_given[0]} {second[0]}", year + make.random.choice((1, 2, 3, 5))),
        "same given name": (f"{first[0]} {other_last[0]}", year),
        "same surname": (f"{other_given[0]} {second[1]}", year),
        "full namesakes": (f"{first[1]} {second[1]}", year + gap),
    }[kind]
    return Pair(group, kind, stored, Someone(*typed))


def noisy(name: str, letters: int, random: Random) -> str:
    """The name with ``letters`` random slips: a letter left out, put in, replaced or swapped."""
    signs = list(name)
    for _ in range(letters):
        at = random.randrange(len(signs))
        new = random.choice("abcdefghijklmnoprstuvxyz")
        slip = random.choice(("drop", "insert", "replace", "swap"))
        if slip == "drop" and len(signs) > 2:
            del signs[at]
        elif slip == "insert":
            signs.insert(at, new)
        elif slip == "swap" and at + 1 < len(signs):
            signs[at], signs[at + 1] = signs[at + 1], signs[at]
        else:
            signs[at] = new
    return "".join(signs)
