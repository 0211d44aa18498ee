"""From a plain dict (JSON, TOML) to a `Definition`, or to its faults with their paths."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise

from pydantic import TypeAdapter, ValidationError

from screening.engine.definition import MEASURED, Axis, Band, Definition, Meaning
from screening.engine.faults import Fault, Problem, problems_of
from screening.engine.shapes import MAX_ITEMS

MAX_INDICATORS = 200
_READER = TypeAdapter(Definition)


class DefinitionError(ValueError):
    """The definition cannot be used; `problems` lists every fault found."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(f"{p.path}: {p.fault}" for p in self.problems))


def parse_definition(raw: object) -> Definition:
    """The validated definition.

    Raises DefinitionError with all faults, never only the first: those of single fields or, when
    every field is right, those between fields. Only of too many indicators none is read.
    """
    if _count(raw) > MAX_INDICATORS:
        raise DefinitionError([Problem("domains", Fault.MANY_INDICATORS, {"most": MAX_INDICATORS})])
    try:
        definition = _READER.validate_python(raw)
    except ValidationError as error:
        raise DefinitionError(problems_of(error)) from error
    problems = tuple(_cross_checks(definition))
    if problems:
        raise DefinitionError(problems)
    return definition


def _count(raw: object) -> int:
    """How many indicators are written, none of which is read. Of more domains than may stand, which
    are refused as a list, the first are counted."""
    domains = raw.get("domains") if isinstance(raw, dict) else None
    some = domains[:MAX_ITEMS] if isinstance(domains, list) else []
    lists = [domain.get("indicators") for domain in some if isinstance(domain, dict)]
    return sum(len(found) for found in lists if isinstance(found, list))


def _cross_checks(definition: Definition) -> Iterator[Problem]:
    for axis in MEASURED:
        yield from _bands(f"bands.{axis.value}", definition.bands.of(axis))
    yield from _repeats("domains", (domain.key for domain in definition.domains))
    yield from _repeats("domains", definition.indicator_keys())
    yield from _repeats("subsets", (subset.key for subset in definition.subsets))
    yield from _axes(definition)
    yield from _rules(definition)
    yield from _subsets(definition)
    yield from _weights(definition)
    yield from _repeats("asks", definition.asks)
    yield from _changes(definition)


def _bands(path: str, bands: tuple[Band, ...]) -> Iterator[Problem]:
    if bands[0].lower != 0:
        yield Problem(f"{path}[0].lower", Fault.FIRST_BAND)
    if any(right.lower <= left.lower for left, right in pairwise(bands)):
        yield Problem(path, Fault.BAND_ORDER)
    yield from _repeats(path, (band.key for band in bands))


def _axes(definition: Definition) -> Iterator[Problem]:
    for axis in MEASURED:
        if axis not in {domain.axis for domain in definition.domains}:
            yield Problem("domains", Fault.EMPTY_AXIS, {"axis": axis.value})


def _rules(definition: Definition) -> Iterator[Problem]:
    """A rule may only look back, on its own axis: no cycles, and no axis can move the other."""
    known, earlier = frozenset(definition.indicator_keys()), dict[str, Axis]()
    for d, domain in enumerate(definition.domains):
        for i, indicator in enumerate(domain.indicators):
            path = f"domains[{d}].indicators[{i}].show_if"
            for condition in indicator.show_if.conditions if indicator.show_if else ():
                named = {"key": condition.indicator}
                if condition.indicator not in known:
                    yield Problem(path, Fault.NO_INDICATOR, named)
                elif condition.indicator not in earlier:
                    yield Problem(path, Fault.ASKED_LATER, named)
                elif earlier[condition.indicator] is not domain.axis:
                    yield Problem(path, Fault.OTHER_AXIS, named)
            earlier[indicator.key] = domain.axis


def _subsets(definition: Definition) -> Iterator[Problem]:
    known = {indicator.key: indicator for indicator in definition.indicators()}
    for s, subset in enumerate(definition.subsets):
        path = f"subsets[{s}].indicators"
        yield from _repeats(path, subset.indicators)
        for key in subset.indicators:
            rule = known[key].show_if if key in known else None
            if key not in known:
                yield Problem(path, Fault.NO_INDICATOR, {"key": key})
            elif rule and not {c.indicator for c in rule.conditions} <= set(subset.indicators):
                yield Problem(path, Fault.RULE_OUTSIDE, {"key": key})


def _weights(definition: Definition) -> Iterator[Problem]:
    for d, domain in enumerate(definition.domains):
        for i, indicator in enumerate(domain.indicators):
            if indicator.weight_source and not indicator.weight_reason:
                path = f"domains[{d}].indicators[{i}].weight_source"
                yield Problem(path, Fault.SOURCE_ALONE)


def _changes(definition: Definition) -> Iterator[Problem]:
    """What is said of a key is so: it is asked, or it is gone."""
    known = frozenset(definition.indicator_keys())
    yield from _repeats("changed", (change.key for change in definition.changed))
    for c, change in enumerate(definition.changed):
        gone = change.meaning is Meaning.REMOVED
        if gone is (change.key in known):
            fault = Fault.STILL_ASKED if gone else Fault.NO_INDICATOR
            yield Problem(f"changed[{c}].key", fault, {"key": change.key})


def _repeats(path: str, keys: Iterable[str]) -> Iterator[Problem]:
    for key, times in Counter(keys).items():
        if times > 1:
            yield Problem(path, Fault.REPEATED, {"key": key})
