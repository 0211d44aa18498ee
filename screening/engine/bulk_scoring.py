"""Many stored ratings of one version at once: the same profile as `score(...).to_plain()`.

A rating is read as a short text with one sign per indicator. Domains are cut into chunks of a few
indicators; each chunk's sums and each domain's figures are computed once, in whole numbers, and
remembered, so scoring a rating is a handful of look-ups. Equality with `score` is a property
test, not a promise; with its own arithmetic it is also a second opinion on what was locked.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import lru_cache
from itertools import chain, compress
from math import lcm
from typing import NamedTuple

from screening.engine.answers import Value
from screening.engine.definition import MEASURED, Axis, Definition, Domain, Indicator, ShowIf
from screening.engine.plain import Plain
from screening.engine.profile import LeftOut, Status

# Signs beside those of Value. A chunk of five has at most 7**5 different texts.
NO_ANSWER = "-"
HIDDEN = "h"
CHUNK = 5

_LEVEL = {"0": 0, "1": 1, "2": 2}
_GAPS = {NO_ANSWER: LeftOut.UNANSWERED.value, Value.UNKNOWN.value: LeftOut.UNKNOWN.value}
_OUTSIDE = frozenset((HIDDEN, Value.NOT_RELEVANT.value))


class Sums(NamedTuple):
    """Whole-number sums (level times weight, known weight, relevant weight) of some indicators,
    how many are known, and which of them are gaps or critical and present."""

    total: int
    known: int
    relevant: int
    answered: int
    gaps: tuple[tuple[str, str], ...]
    critical: tuple[tuple[str, int], ...]


class Part(NamedTuple):
    """What one domain brings to a profile; its figures as they are, and with its axis withheld."""

    known: int
    relevant: int
    figures: tuple[Plain, Plain]
    gaps: tuple[tuple[str, str], ...]
    critical: tuple[tuple[str, int], ...]


class _Chunk(dict[str, Sums]):
    """Sums by text, computed at the first look-up."""

    def __init__(self, indicators: tuple[Indicator, ...], scale: int) -> None:
        super().__init__()
        self.indicators = [(i.key, int(Fraction(i.weight) * scale), i.critical) for i in indicators]

    def __missing__(self, text: str) -> Sums:
        total = known = relevant = count = 0
        gaps, critical = [], []
        for sign, (key, weight, is_critical) in zip(text, self.indicators, strict=True):
            if sign in _LEVEL:
                total += _LEVEL[sign] * weight
                known += weight
                count += 1
                relevant += weight
                if is_critical and _LEVEL[sign]:
                    critical.append((key, _LEVEL[sign]))
            elif sign in _GAPS:
                relevant += weight
                gaps.append((key, _GAPS[sign]))
            elif sign not in _OUTSIDE:
                raise ValueError(f"{sign!r} is no answer to {key}")
        sums = self[text] = Sums(total, known, relevant, count, tuple(gaps), tuple(critical))
        return sums


class _Figures(dict[tuple[int, int, int, int], tuple[Plain, Plain]]):
    """A domain's figures by its sums: as they are, and with its axis withheld."""

    def __init__(self, domain: Domain, definition: Definition, scale: int) -> None:
        super().__init__()
        self.bands = definition.bands.of(domain.axis)
        self.floor = Fraction(definition.floors.domain)
        self.least = definition.floors.items
        self.scale = scale

    def __missing__(self, sums: tuple[int, int, int, int]) -> tuple[Plain, Plain]:
        total, known, relevant, count = sums
        withheld = self._plain(Status.WITHHELD, known, relevant)
        if not relevant:
            withheld = found = self._plain(Status.NOT_RELEVANT, known, relevant)
        elif not self.bands:
            withheld = found = self._plain(Status.IN_WORDS, known, relevant)
        elif not known or Fraction(known, relevant) < self.floor:
            found = withheld
        elif count < self.least:
            found = self._plain(Status.TOO_FEW, known, relevant)
        else:
            found = self._plain(Status.SHOWN, known, relevant, Fraction(total, known))
        self[sums] = found, withheld
        return found, withheld

    def _plain(
        self, status: Status, known: int, relevant: int, mean: Fraction | None = None
    ) -> Plain:
        return {
            "status": status.value,
            "value": None if mean is None else str(mean),
            "band": None if mean is None else [b.key for b in self.bands if b.lower <= mean][-1],
            "known": str(Fraction(known, self.scale)),
            "relevant": str(Fraction(relevant, self.scale)),
        }


class _Domain(dict[str, Part]):
    """Parts by text: remembered for a short domain, put together from chunks for a long one."""

    def __init__(self, domain: Domain, definition: Definition, scale: int) -> None:
        super().__init__()
        self.chunks = [
            (start, start + CHUNK, _Chunk(domain.indicators[start : start + CHUNK], scale))
            for start in range(0, len(domain.indicators), CHUNK)
        ]
        self.figures = _Figures(domain, definition, scale)

    def __missing__(self, text: str) -> Part:
        sums = [chunk[text[start:end]] for start, end, chunk in self.chunks]
        totals, knowns, relevants, counts, gaps, critical = zip(*sums, strict=True)
        total, known, relevant = sum(totals), sum(knowns), sum(relevants)
        part = Part(
            known,
            relevant,
            self.figures[total, known, relevant, sum(counts)],
            tuple(chain.from_iterable(gaps)),
            tuple(chain.from_iterable(critical)),
        )
        if len(self.chunks) == 1:
            self[text] = part
        return part


class _Axis(dict[tuple[int, int], bool]):
    """Whether an axis is withheld, by its known and its relevant weight."""

    def __init__(self, definition: Definition) -> None:
        super().__init__()
        self.floor = Fraction(definition.floors.axis)

    def __missing__(self, weights: tuple[int, int]) -> bool:
        known, relevant = weights
        under = self[weights] = relevant > 0 and Fraction(known, relevant) < self.floor
        return under


class Scorer:
    """A compiled definition. Build with `compile_definition`; safe to share between threads."""

    def __init__(self, definition: Definition) -> None:
        self.keys = definition.indicator_keys()
        self._known = frozenset(self.keys)
        self.definition_hash = definition.content_hash()
        position = {key: index for index, key in enumerate(self.keys)}
        self._rules = tuple(
            (position[i.key], _compile_rule(i.show_if, position), i.show_if.match_all)
            for i in definition.indicators()
            if i.show_if
        )
        self._head: Plain = {
            "instrument": definition.key,
            "version": definition.version,
            "content_hash": self.definition_hash,
            "only_first_hand": False,
        }
        self._domains = tuple(domain.key for domain in definition.domains)
        axes = [domain.axis for domain in definition.domains]
        self._sides = tuple(axes)
        self._of = {axis: tuple(other is axis for other in axes) for axis in MEASURED}
        self._plan = tuple(_plan(definition, position))
        self._is_withheld = _Axis(definition)

    def encode(self, plain: Mapping[str, Mapping[str, object]]) -> str:
        """Stored answers (`answers_to_plain`) as one sign per indicator, hidden ones marked.

        Raises ValueError for an answer to an indicator that the version does not have.
        """
        none: Mapping[str, object] = {}
        signs = [plain.get(key, none).get("value") or NO_ANSWER for key in self.keys]
        if not plain.keys() <= self._known:
            raise ValueError(f"no such indicators: {sorted(plain.keys() - self._known)}")
        return self._hide("".join(signs))  # type: ignore[arg-type] # join itself asks for text

    def profile(self, text: str) -> Plain:
        """The profile of an encoded rating. Raises ValueError for a text of another version."""
        if len(text) != len(self.keys):
            raise ValueError(f"{len(text)} signs for {len(self.keys)} indicators")
        parts = [domain[text[start:end]] for start, end, domain in self._plan]
        known, relevant, figures, gaps, critical = zip(*parts, strict=True)
        held = {Axis.VULNERABILITY: False}
        for axis, chosen in self._of.items():
            weights = sum(compress(known, chosen)), sum(compress(relevant, chosen))
            held[axis] = self._is_withheld[weights]
        shown = [found[held[side]] for side, found in zip(self._sides, figures, strict=True)]
        return {
            **self._head,
            "domains": dict(zip(self._domains, shown, strict=True)),
            "critical": dict(chain.from_iterable(critical)),
            "gaps": dict(chain.from_iterable(gaps)),
        }

    def _hide(self, text: str) -> str:
        """Marks the indicators that the show-if rules hide, in the order they are asked."""
        for index, gates, match_all in self._rules:
            met = [text[gate : gate + 1] in signs for gate, signs in gates]
            if not (all(met) if match_all else any(met)):
                text = f"{text[:index]}{HIDDEN}{text[index + 1 :]}"
        return text


@lru_cache(maxsize=16)
def compile_definition(definition: Definition) -> Scorer:
    """The scorer of a definition, built once per process."""
    return Scorer(definition)


def _compile_rule(
    rule: ShowIf, position: Mapping[str, int]
) -> tuple[tuple[int, frozenset[str]], ...]:
    present = {1: frozenset("12"), 2: frozenset("2")}
    return tuple((position[c.indicator], present[c.at_least]) for c in rule.conditions)


def _plan(
    definition: Definition, position: Mapping[str, int]
) -> Iterator[tuple[int, int, _Domain]]:
    """The first sign of each domain, the one after its last, and the domain itself."""
    scale = lcm(*(Fraction(i.weight).denominator for i in definition.indicators()))
    for domain in definition.domains:
        first = position[domain.indicators[0].key]
        yield first, first + len(domain.indicators), _Domain(domain, definition, scale)
