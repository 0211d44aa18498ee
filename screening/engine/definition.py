"""What an instrument version asks and how it is read: immutable values without behaviour of rows.

Weights and thresholds are decimals, never floats, so two machines always agree on a profile. The
types of the fields are what `parse_definition` checks; a value made in code is taken as it is.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Annotated

from pydantic import AfterValidator, Field, PlainValidator

from screening.engine.faults import Fault, fail
from screening.engine.plain import Plain, plain_fields
from screening.engine.shapes import (
    LISTED,
    PERHAPS_LISTED,
    Code,
    Count,
    Flag,
    Level,
    Mean,
    OnlyFields,
    OptionalText,
    Share,
    Slug,
    Text,
    Texts,
    ThreeTexts,
    Version,
    Weight,
    one_of,
)

MAX_LEVEL = 2
LEVELS = (0, 1, 2)


class Axis(StrEnum):
    """The sides of a profile. They are shown beside each other and never netted.

    What makes a life hard is told in words: it is neither concern nor protection, and has no
    number.
    """

    RISK = "risk"
    PROTECTIVE = "protective"
    VULNERABILITY = "vulnerability"


#: The sides that have numbers and bands.
MEASURED = (Axis.RISK, Axis.PROTECTIVE)


class Help(StrEnum):
    """Who is called first when a critical sign is clear."""

    POLICE = "police"
    HEALTH = "health"


class Ask(StrEnum):
    """What a version asks for in the judgement besides what every version does."""

    CITIZENS_VIEW = "citizens_view"
    SCENARIOS = "scenarios"


class Meaning(StrEnum):
    """What became of a key since the version before: whether old and new answers compare."""

    SAME = "same"
    NEW = "new"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Condition(OnlyFields):
    """Met when the indicator is visible and answered with at least this level."""

    indicator: Text
    at_least: Level


@dataclass(frozen=True, slots=True)
class ShowIf(OnlyFields):
    """An indicator is asked when any, or all, of the conditions are met; one of the two is empty.

    The plain form has the one that is not: `{"any": [...]}` or `{"all": [...]}`.
    """

    any_of: Annotated[tuple[Condition, ...], LISTED, Field(alias="any")] = ()
    all_of: Annotated[tuple[Condition, ...], LISTED, Field(alias="all")] = ()

    @property
    def conditions(self) -> tuple[Condition, ...]:
        return self.all_of or self.any_of

    @property
    def match_all(self) -> bool:
        return bool(self.all_of)

    def is_met(self, levels: Mapping[str, int | None]) -> bool:
        """An unknown or missing level meets nothing: it is not a presence."""
        met = (
            (level := levels.get(condition.indicator)) is not None and level >= condition.at_least
            for condition in self.conditions
        )
        return all(met) if self.match_all else any(met)


def _one_rule(rule: ShowIf | None) -> ShowIf | None:
    if rule is not None and bool(rule.any_of) is bool(rule.all_of):
        raise fail(Fault.ONE_RULE)
    return rule


@dataclass(frozen=True, slots=True)
class Indicator(OnlyFields):
    """One question with its scale anchored at 0, 1 and 2. `key` is stable across versions."""

    key: Code
    question: Text
    counts: Text
    does_not_count: Text
    anchors: ThreeTexts
    examples: Texts
    age_note: OptionalText = ""
    weight: Weight = Decimal(1)
    critical: Flag = False
    show_if: Annotated[ShowIf | None, AfterValidator(_one_rule)] = None
    within: OptionalText = ""
    """The time the question is about; empty where it asks about now."""
    calls_for: Annotated[Help, PlainValidator(one_of(Help))] = Help.POLICE
    weight_reason: OptionalText = ""
    weight_source: OptionalText = ""


@dataclass(frozen=True, slots=True)
class Domain(OnlyFields):
    """Indicators that are read together; a domain lies on exactly one axis."""

    key: Code
    title: Text
    description: Text
    axis: Annotated[Axis, PlainValidator(one_of(Axis))]
    indicators: Annotated[tuple[Indicator, ...], LISTED]


@dataclass(frozen=True, slots=True)
class Band(OnlyFields):
    """The words for domain values from `lower` (inclusive, 0-2) up to the next band."""

    key: Slug
    label: Text
    lower: Mean


@dataclass(frozen=True, slots=True)
class Bands(OnlyFields):
    """The bands of each axis, ascending, the first starting at 0."""

    risk: Annotated[tuple[Band, ...], LISTED]
    protective: Annotated[tuple[Band, ...], LISTED]

    def of(self, axis: Axis) -> tuple[Band, ...]:
        """The bands of an axis that has numbers; none for the one in words."""
        return {Axis.RISK: self.risk, Axis.PROTECTIVE: self.protective}.get(axis, ())

    def find(self, axis: Axis, value: Fraction) -> Band:
        """The band an exact (never rounded) value lies in."""
        return [band for band in self.of(axis) if band.lower <= value][-1]


@dataclass(frozen=True, slots=True)
class Subset(OnlyFields):
    """A named short form, for example the eight indicators used at triage."""

    key: Slug
    title: Text
    indicators: Texts


@dataclass(frozen=True, slots=True)
class Floors(OnlyFields):
    """Coverage (0-1) under which a domain's value, or a whole axis, is withheld, and the fewest
    known answers a number may rest on."""

    domain: Share
    axis: Share
    items: Count = 0


@dataclass(frozen=True, slots=True)
class KeyChange(OnlyFields):
    """What became of one key since the version before, and why."""

    key: Code
    meaning: Annotated[Meaning, PlainValidator(one_of(Meaning))]
    why: Text


@dataclass(frozen=True, slots=True)
class Definition(OnlyFields):
    """One version of an instrument, complete and validated by `parse_definition`."""

    key: Slug
    version: Version
    title: Text
    purpose: Text
    limits: Text
    changes: Text
    never_counts: Texts
    level_labels: ThreeTexts
    floors: Floors
    bands: Bands
    domains: Annotated[tuple[Domain, ...], LISTED]
    subsets: Annotated[tuple[Subset, ...], PERHAPS_LISTED] = ()
    zero_is_examined: Flag = False
    """The lowest level says that somebody looked; in older versions also that nothing is known."""
    asks: Annotated[tuple[Annotated[Ask, PlainValidator(one_of(Ask))], ...], PERHAPS_LISTED] = ()
    changed: Annotated[tuple[KeyChange, ...], PERHAPS_LISTED] = ()

    def indicators(self) -> Iterator[Indicator]:
        """All indicators in the order they are asked."""
        for domain in self.domains:
            yield from domain.indicators

    def indicator_keys(self) -> tuple[str, ...]:
        return tuple(indicator.key for indicator in self.indicators())

    def indicator(self, key: str) -> Indicator:
        """Raises KeyError when this version has no such indicator."""
        for indicator in self.indicators():
            if indicator.key == key:
                return indicator
        raise KeyError(key)

    def visible_keys(self, levels: Mapping[str, int | None]) -> frozenset[str]:
        """The indicators that are asked, given the known levels.

        A hidden indicator's own level is ignored, so a chain of rules closes with its first link.
        """
        seen: dict[str, int | None] = {}
        for indicator in self.indicators():
            if indicator.show_if is None or indicator.show_if.is_met(seen):
                seen[indicator.key] = levels.get(indicator.key)
        return frozenset(seen)

    def only(self, subset_key: str) -> "Definition":
        """The short form as a definition of its own, with the judgement every version asks for.

        Raises KeyError for an unknown subset.
        """
        chosen = {subset.key: subset for subset in self.subsets}[subset_key].indicators
        domains = (
            replace(d, indicators=tuple(i for i in d.indicators if i.key in chosen))
            for d in self.domains
        )
        return replace(self, domains=tuple(d for d in domains if d.indicators), subsets=(), asks=())

    def canonical_json(self) -> str:
        """One text per meaning: sorted keys, no blanks, decimals without trailing zeros."""
        return json.dumps(to_plain(self), sort_keys=True, separators=(",", ":"), ensure_ascii=False)

    def content_hash(self) -> str:
        """SHA-256 (hex) of the canonical JSON; pinned to a published version."""
        return hashlib.sha256(self.canonical_json().encode()).hexdigest()


def to_plain(definition: Definition) -> Plain:
    """The definition as JSON values; `parse_definition` reads it back to an equal value."""
    return plain_fields(definition)
