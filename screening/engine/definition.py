"""What an instrument version asks and how it is read: immutable values without behaviour of rows.

Weights and thresholds are decimals, never floats, so two machines always agree on a profile.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import TypeAlias

MAX_LEVEL = 2
LEVELS = (0, 1, 2)

Plain: TypeAlias = dict[str, object]


class Axis(StrEnum):
    """The two sides of a profile. They are shown beside each other and never netted."""

    RISK = "risk"
    PROTECTIVE = "protective"


@dataclass(frozen=True, slots=True)
class Anchor:
    """The definition of one level (0, 1 or 2) of one indicator's scale."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Condition:
    """Met when the indicator is visible and answered with at least this level."""

    indicator: str
    at_least: int


@dataclass(frozen=True, slots=True)
class ShowIf:
    """An indicator is asked when any (or all) of the conditions are met."""

    conditions: tuple[Condition, ...]
    match_all: bool = False

    def is_met(self, levels: Mapping[str, int | None]) -> bool:
        """An unknown or missing level meets nothing: it is not a presence."""
        met = (
            (level := levels.get(condition.indicator)) is not None and level >= condition.at_least
            for condition in self.conditions
        )
        return all(met) if self.match_all else any(met)


@dataclass(frozen=True, slots=True)
class Indicator:
    """One question with its anchored scale. `key` is stable across versions."""

    key: str
    question: str
    counts: str
    does_not_count: str
    anchors: tuple[Anchor, Anchor, Anchor]
    examples: tuple[str, ...]
    age_note: str = ""
    weight: Decimal = Decimal(1)
    critical: bool = False
    show_if: ShowIf | None = None


@dataclass(frozen=True, slots=True)
class Domain:
    """Indicators that are read together; a domain lies on exactly one axis."""

    key: str
    title: str
    description: str
    axis: Axis
    indicators: tuple[Indicator, ...]


@dataclass(frozen=True, slots=True)
class Band:
    """The words for domain values from `lower` (inclusive, 0-2) up to the next band."""

    key: str
    label: str
    lower: Decimal


@dataclass(frozen=True, slots=True)
class Bands:
    """The bands of each axis, ascending, the first starting at 0."""

    risk: tuple[Band, ...]
    protective: tuple[Band, ...]

    def of(self, axis: Axis) -> tuple[Band, ...]:
        return self.risk if axis is Axis.RISK else self.protective

    def find(self, axis: Axis, value: Fraction) -> Band:
        """The band an exact (never rounded) value lies in."""
        return [band for band in self.of(axis) if band.lower <= value][-1]


@dataclass(frozen=True, slots=True)
class Subset:
    """A named short form, for example the eight indicators used at triage."""

    key: str
    title: str
    indicators: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Floors:
    """Coverage (0-1) under which a domain's value, or a whole axis, is withheld."""

    domain: Decimal
    axis: Decimal


@dataclass(frozen=True, slots=True)
class Definition:
    """One version of an instrument, complete and validated by `parse_definition`."""

    key: str
    version: str
    title: str
    purpose: str
    limits: str
    changes: str
    never_counts: tuple[str, ...]
    level_labels: tuple[str, str, str]
    floors: Floors
    bands: Bands
    domains: tuple[Domain, ...]
    subsets: tuple[Subset, ...] = ()

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
        """The short form as a definition of its own. Raises KeyError for an unknown subset."""
        chosen = {subset.key: subset for subset in self.subsets}[subset_key].indicators
        domains = (
            replace(d, indicators=tuple(i for i in d.indicators if i.key in chosen))
            for d in self.domains
        )
        return replace(self, domains=tuple(d for d in domains if d.indicators), subsets=())

    def canonical_json(self) -> str:
        """One text per meaning: sorted keys, no blanks, decimals without trailing zeros."""
        return json.dumps(to_plain(self), sort_keys=True, separators=(",", ":"), ensure_ascii=False)

    def content_hash(self) -> str:
        """SHA-256 (hex) of the canonical JSON; pinned to a published version."""
        return hashlib.sha256(self.canonical_json().encode()).hexdigest()


def to_plain(definition: Definition) -> Plain:
    """The definition as JSON values; `parse_definition` reads it back to an equal value."""
    return {
        "key": definition.key,
        "version": definition.version,
        "title": definition.title,
        "purpose": definition.purpose,
        "limits": definition.limits,
        "changes": definition.changes,
        "never_counts": list(definition.never_counts),
        "level_labels": list(definition.level_labels),
        "floors": {
            "domain": _number(definition.floors.domain),
            "axis": _number(definition.floors.axis),
        },
        "bands": {
            axis.value: [
                {"key": band.key, "label": band.label, "lower": _number(band.lower)}
                for band in definition.bands.of(axis)
            ]
            for axis in Axis
        },
        "domains": [_plain_domain(domain) for domain in definition.domains],
        "subsets": [
            {"key": s.key, "title": s.title, "indicators": list(s.indicators)}
            for s in definition.subsets
        ],
    }


def _plain_domain(domain: Domain) -> Plain:
    return {
        "key": domain.key,
        "title": domain.title,
        "description": domain.description,
        "axis": domain.axis.value,
        "indicators": [_plain_indicator(indicator) for indicator in domain.indicators],
    }


def _plain_indicator(indicator: Indicator) -> Plain:
    plain: Plain = {
        "key": indicator.key,
        "question": indicator.question,
        "counts": indicator.counts,
        "does_not_count": indicator.does_not_count,
        "anchors": [anchor.text for anchor in indicator.anchors],
        "examples": list(indicator.examples),
        "age_note": indicator.age_note,
        "weight": _number(indicator.weight),
        "critical": indicator.critical,
    }
    if indicator.show_if is not None:
        plain["show_if"] = {
            "all" if indicator.show_if.match_all else "any": [
                {"indicator": c.indicator, "at_least": c.at_least}
                for c in indicator.show_if.conditions
            ]
        }
    return plain


def _number(value: Decimal) -> str:
    return format(value.normalize(), "f")
