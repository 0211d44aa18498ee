"""From a plain dict (JSON, TOML) to a `Definition`, or to all its faults with their paths."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import fields
from itertools import pairwise

from screening.engine.definition import (
    LEVELS,
    MAX_LEVEL,
    Anchor,
    Axis,
    Band,
    Bands,
    Condition,
    Definition,
    Domain,
    Floors,
    Indicator,
    ShowIf,
    Subset,
)
from screening.engine.reader import Problem, Reader

MAX_INDICATORS = 200
SLUG = r"[a-z][a-z0-9_]{0,59}"
CODE = r"[A-Z][A-Z0-9]{0,7}"
VERSION = r"[0-9]{1,3}\.[0-9]{1,3}"
TOP_FIELDS = frozenset(field.name for field in fields(Definition))
INDICATOR_FIELDS = frozenset(field.name for field in fields(Indicator))


class DefinitionError(ValueError):
    """The definition cannot be used; `problems` lists every fault found."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def parse_definition(raw: object) -> Definition:
    """The validated definition. Raises DefinitionError with all faults, never only the first."""
    problems: list[Problem] = []
    definition = _definition(Reader(raw, "", problems))
    problems += _cross_checks(definition)
    if problems:
        raise DefinitionError(problems)
    return definition


def _definition(top: Reader) -> Definition:
    top.only_fields(TOP_FIELDS)
    return Definition(
        key=top.text("key", pattern=SLUG),
        version=top.text("version", pattern=VERSION),
        title=top.text("title"),
        purpose=top.text("purpose"),
        limits=top.text("limits"),
        changes=top.text("changes"),
        never_counts=top.texts("never_counts"),
        level_labels=_three(top, "level_labels"),
        floors=_floors(top.child("floors")),
        bands=_bands(top.child("bands")),
        domains=tuple(_domain(reader) for reader in top.children("domains")),
        subsets=tuple(_subset(reader) for reader in top.children("subsets", at_least=0)),
    )


def _three(reader: Reader, name: str) -> tuple[str, str, str]:
    texts = reader.texts(name, at_least=len(LEVELS))
    if len(texts) != len(LEVELS):
        reader.fault(name, "skal have præcis tre tekster: for 0, 1 og 2")
        return ("", "", "")
    return (texts[0], texts[1], texts[2])


def _floors(reader: Reader) -> Floors:
    reader.only_fields(("domain", "axis"))
    return Floors(domain=reader.number("domain", "0", "1"), axis=reader.number("axis", "0", "1"))


def _bands(reader: Reader) -> Bands:
    reader.only_fields(axis.value for axis in Axis)
    return Bands(risk=_axis_bands(reader, "risk"), protective=_axis_bands(reader, "protective"))


def _axis_bands(reader: Reader, name: str) -> tuple[Band, ...]:
    bands = []
    for child in reader.children(name):
        child.only_fields(("key", "label", "lower"))
        bands.append(
            Band(
                key=child.text("key", pattern=SLUG),
                label=child.text("label"),
                lower=child.number("lower", "0", str(MAX_LEVEL)),
            )
        )
    lowers = [band.lower for band in bands]
    if lowers and lowers[0] != 0:
        reader.fault(f"{name}[0].lower", "det første bånd skal begynde ved 0")
    if any(right <= left for left, right in pairwise(lowers)):
        reader.fault(name, "båndene skal stå i stigende rækkefølge uden gentagelser")
    for key in _repeated(band.key for band in bands):
        reader.fault(name, f"nøglen “{key}” bruges flere gange")
    return tuple(bands)


def _domain(reader: Reader) -> Domain:
    reader.only_fields(("key", "title", "description", "axis", "indicators"))
    return Domain(
        key=reader.text("key", pattern=CODE),
        title=reader.text("title"),
        description=reader.text("description"),
        axis=reader.choice("axis", Axis),
        indicators=tuple(_indicator(child) for child in reader.children("indicators")),
    )


def _indicator(reader: Reader) -> Indicator:
    reader.only_fields(INDICATOR_FIELDS)
    first, second, third = (
        Anchor(level, text) for level, text in zip(LEVELS, _three(reader, "anchors"), strict=True)
    )
    return Indicator(
        key=reader.text("key", pattern=CODE),
        question=reader.text("question"),
        counts=reader.text("counts"),
        does_not_count=reader.text("does_not_count"),
        anchors=(first, second, third),
        examples=reader.texts("examples"),
        age_note=reader.text("age_note", required=False),
        weight=reader.number("weight", "0.001", "10", default="1"),
        critical=reader.flag("critical"),
        show_if=_show_if(reader.child("show_if")) if "show_if" in reader.raw else None,
    )


def _show_if(reader: Reader) -> ShowIf:
    reader.only_fields(("any", "all"))
    if len(reader.raw) != 1:
        reader.fault("", "skal have enten “any” eller “all”")
    name = "all" if "all" in reader.raw else "any"
    conditions = []
    for child in reader.children(name):
        child.only_fields(("indicator", "at_least"))
        conditions.append(Condition(child.text("indicator"), child.level("at_least")))
    return ShowIf(tuple(conditions), match_all=name == "all")


def _subset(reader: Reader) -> Subset:
    reader.only_fields(("key", "title", "indicators"))
    return Subset(
        key=reader.text("key", pattern=SLUG),
        title=reader.text("title"),
        indicators=reader.texts("indicators"),
    )


def _cross_checks(definition: Definition) -> list[Problem]:
    return [
        *_repeats("domains", (domain.key for domain in definition.domains)),
        *_repeats("domains", definition.indicator_keys()),
        *_repeats("subsets", (subset.key for subset in definition.subsets)),
        *_axes_and_size(definition),
        *_rules(definition),
        *_subsets(definition),
    ]


def _axes_and_size(definition: Definition) -> Iterable[Problem]:
    if len(definition.indicator_keys()) > MAX_INDICATORS:
        yield Problem("domains", f"har flere end {MAX_INDICATORS} indikatorer")
    for axis in Axis:
        if definition.domains and axis not in {domain.axis for domain in definition.domains}:
            yield Problem("domains", f"mindst ét domæne skal ligge på aksen “{axis.value}”")


def _rules(definition: Definition) -> Iterable[Problem]:
    """A rule may only look back, on its own axis: no cycles, and no axis can move the other."""
    earlier: dict[str, Axis] = {}
    for d, domain in enumerate(definition.domains):
        for i, indicator in enumerate(domain.indicators):
            path = f"domains[{d}].indicators[{i}].show_if"
            for condition in indicator.show_if.conditions if indicator.show_if else ():
                if condition.indicator not in earlier:
                    yield Problem(path, f"“{condition.indicator}” skal være stillet tidligere")
                elif earlier[condition.indicator] is not domain.axis:
                    yield Problem(path, f"“{condition.indicator}” ligger på den anden akse")
            earlier[indicator.key] = domain.axis


def _subsets(definition: Definition) -> Iterable[Problem]:
    known = {indicator.key: indicator for indicator in definition.indicators()}
    for s, subset in enumerate(definition.subsets):
        path = f"subsets[{s}].indicators"
        yield from _repeats(path, subset.indicators)
        for key in subset.indicators:
            rule = known[key].show_if if key in known else None
            if key not in known:
                yield Problem(path, f"indikatoren “{key}” findes ikke")
            elif rule and not {c.indicator for c in rule.conditions} <= set(subset.indicators):
                yield Problem(path, f"“{key}” vises efter svar, som ikke er med i kortformen")


def _repeats(path: str, keys: Iterable[str]) -> list[Problem]:
    return [Problem(path, f"nøglen “{key}” bruges flere gange") for key in _repeated(keys)]


def _repeated(keys: Iterable[str]) -> list[str]:
    return [key for key, times in Counter(keys).items() if times > 1 and key]
