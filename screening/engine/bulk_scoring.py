"""Many ratings of one version at once: the same numbers as `scoring.score`, without the words.

A rating is written as a short text with one sign per indicator. Domains are cut into chunks of a
few indicators; each chunk's sums and each domain's figures are computed once, in whole numbers,
and remembered, so scoring a rating is a handful of look-ups. Equality with `score` is a property
test, not a promise.
"""

from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache
from math import lcm
from typing import NamedTuple

from screening.engine.answers import UNANSWERED, Answers, Value
from screening.engine.definition import Axis, Band, Definition, Domain, ShowIf
from screening.engine.profile import Figures, Status

# Signs beside those of Value. A chunk of five has at most 7**5 different texts.
NO_ANSWER = "-"
HIDDEN = "h"
CHUNK = 5

_LEVEL = {"0": 0, "1": 1, "2": 2}
_GAPS = frozenset((NO_ANSWER, Value.UNKNOWN.value))


class Sums(NamedTuple):
    """Whole-number sums: level times weight, known weight, relevant weight."""

    total: int
    known: int
    relevant: int


class BulkScore(NamedTuple):
    """The figures of every domain in the definition's order, and the clear critical indicators.

    The critical ones are those of the text given: encode without the first-hand filter for them.
    """

    figures: tuple[Figures, ...]
    clear_critical: tuple[str, ...]


class _Chunk(dict[str, Sums]):
    """Sums by text, computed at the first look-up."""

    def __init__(self, start: int, weights: tuple[int, ...]) -> None:
        super().__init__()
        self.start = start
        self.end = start + len(weights)
        self.weights = weights

    def __missing__(self, text: str) -> Sums:
        total = known = relevant = 0
        for sign, weight in zip(text, self.weights, strict=True):
            if sign in _LEVEL:
                total += _LEVEL[sign] * weight
                known += weight
                relevant += weight
            elif sign in _GAPS:
                relevant += weight
        sums = self[text] = Sums(total, known, relevant)
        return sums


class _Cells(dict[tuple[int, int, int, bool], Figures]):
    """A domain's figures by its sums and whether its axis is withheld."""

    def __init__(self, domain: Domain, bands: tuple[Band, ...], floor: Fraction, scale: int):
        super().__init__()
        self.domain = domain.key
        self.bands = bands
        self.floor = floor
        self.scale = scale

    def __missing__(self, sums: tuple[int, int, int, bool]) -> Figures:
        total, known, relevant, axis_withheld = sums
        status, value, band = Status.SHOWN, None, None
        if not relevant:
            status = Status.NOT_RELEVANT
        elif axis_withheld or not known or Fraction(known, relevant) < self.floor:
            status = Status.WITHHELD
        else:
            value = Fraction(total, known)
            band = [b.key for b in self.bands if b.lower <= value][-1]
        weights = Fraction(known, self.scale), Fraction(relevant, self.scale)
        figures = self[sums] = Figures(self.domain, status, value, band, *weights)
        return figures


class _DomainPlan(NamedTuple):
    is_risk: bool
    chunks: tuple[_Chunk, ...]
    cells: _Cells


class Scorer:
    """A compiled definition. Build with `compile_definition`; safe to share between threads."""

    def __init__(self, definition: Definition) -> None:
        self.keys = definition.indicator_keys()
        scale = lcm(*(Fraction(i.weight).denominator for i in definition.indicators()))
        position = {key: index for index, key in enumerate(self.keys)}
        self._rules = tuple(
            (position[i.key], _compile_rule(i.show_if, position), i.show_if.match_all)
            for i in definition.indicators()
            if i.show_if
        )
        self._critical = tuple(
            (position[i.key], i.key) for i in definition.indicators() if i.critical
        )
        self._plan = tuple(_plan(definition, scale, position))
        self._axis_floor = Fraction(definition.floors.axis)
        self._axis_withheld: dict[tuple[int, int], bool] = {}

    def encode(self, answers: Answers, *, only_first_hand: bool = False) -> str:
        """The rating as one sign per indicator, hidden indicators marked."""
        found = [answers.get(key, UNANSWERED) for key in self.keys]
        text = self.hide("".join([answer.value or NO_ANSWER for answer in found]))
        if not only_first_hand:
            return text
        return "".join(
            NO_ANSWER if sign in _LEVEL and not answer.first_hand else sign
            for sign, answer in zip(text, found, strict=True)
        )

    def encode_plain(self, plain: Mapping[str, Mapping[str, object]]) -> str:
        """The same from stored JSON (`answers_to_plain`), without building Answer values."""
        none: Mapping[str, object] = {}
        signs = [plain.get(key, none).get("value") or NO_ANSWER for key in self.keys]
        return self.hide("".join(map(str, signs)))

    def hide(self, text: str) -> str:
        """Marks the indicators that the show-if rules hide, in the order they are asked."""
        for index, gates, match_all in self._rules:
            met = [text[gate] in signs for gate, signs in gates]
            if not (all(met) if match_all else any(met)):
                text = f"{text[:index]}{HIDDEN}{text[index + 1 :]}"
        return text

    def score(self, text: str) -> BulkScore:
        """The figures of an encoded rating. Raises ValueError for a text of another length."""
        if len(text) != len(self.keys):
            raise ValueError(f"{len(text)} tegn, men versionen har {len(self.keys)} indikatorer")
        sums = []
        known, relevant = [0, 0], [0, 0]
        for is_risk, chunks, cells in self._plan:
            total_, known_, relevant_ = 0, 0, 0
            for chunk in chunks:
                part = chunk[text[chunk.start : chunk.end]]
                total_ += part[0]
                known_ += part[1]
                relevant_ += part[2]
            known[is_risk] += known_
            relevant[is_risk] += relevant_
            sums.append((is_risk, cells, total_, known_, relevant_))
        held = [self._is_withheld(known[side], relevant[side]) for side in (0, 1)]
        return BulkScore(
            tuple([cells[t, k, r, held[is_risk]] for is_risk, cells, t, k, r in sums]),
            self.clear_critical(text),
        )

    def clear_critical(self, text: str) -> tuple[str, ...]:
        """The visible critical indicators at level 2."""
        return tuple([key for index, key in self._critical if text[index] == "2"])

    def _is_withheld(self, known: int, relevant: int) -> bool:
        pair = (known, relevant)
        if pair not in self._axis_withheld:
            under = relevant > 0 and Fraction(known, relevant) < self._axis_floor
            self._axis_withheld[pair] = under
        return self._axis_withheld[pair]


@lru_cache(maxsize=16)
def compile_definition(definition: Definition) -> Scorer:
    """The scorer of a definition, built once per process."""
    return Scorer(definition)


def _compile_rule(rule: ShowIf, position: Mapping[str, int]) -> tuple[tuple[int, str], ...]:
    return tuple((position[c.indicator], "12" if c.at_least == 1 else "2") for c in rule.conditions)


def _plan(definition: Definition, scale: int, position: Mapping[str, int]) -> list[_DomainPlan]:
    plans = []
    for domain in definition.domains:
        weights = [int(Fraction(i.weight) * scale) for i in domain.indicators]
        first = position[domain.indicators[0].key]
        chunks = tuple(
            _Chunk(first + start, tuple(weights[start : start + CHUNK]))
            for start in range(0, len(weights), CHUNK)
        )
        cells = _Cells(
            domain, definition.bands.of(domain.axis), Fraction(definition.floors.domain), scale
        )
        plans.append(_DomainPlan(domain.axis is Axis.RISK, chunks, cells))
    return plans
