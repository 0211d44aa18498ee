"""A scored rating: the numbers, what they rest on and every step that led to them.

Numbers are exact fractions. Rounding happens only when they are shown.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TypeAlias

from screening.engine.definition import Axis, Band
from screening.engine.plain import Plain


class Status(StrEnum):
    """Whether a domain has a value to show."""

    SHOWN = "shown"
    WITHHELD = "withheld"
    TOO_FEW = "too_few"
    IN_WORDS = "in_words"
    NOT_RELEVANT = "not_relevant"


class LeftOut(StrEnum):
    """Why an indicator is not part of a mean. The last two also leave the coverage."""

    UNANSWERED = "unanswered"
    UNKNOWN = "unknown"
    NOT_FIRST_HAND = "not_first_hand"
    NOT_RELEVANT = "not_relevant"
    HIDDEN = "hidden"

    @property
    def is_gap(self) -> bool:
        """A gap lowers the coverage; what is not relevant or not asked does not."""
        return self not in (LeftOut.NOT_RELEVANT, LeftOut.HIDDEN)


@dataclass(frozen=True, slots=True)
class Coverage:
    """Known weight out of relevant weight, and the same as counts of indicators."""

    known: Fraction = Fraction(0)
    relevant: Fraction = Fraction(0)
    known_count: int = 0
    relevant_count: int = 0

    @property
    def share(self) -> Fraction | None:
        """0-1, or None when nothing is relevant."""
        return self.known / self.relevant if self.relevant else None

    def __add__(self, other: "Coverage") -> "Coverage":
        return Coverage(
            self.known + other.known,
            self.relevant + other.relevant,
            self.known_count + other.known_count,
            self.relevant_count + other.relevant_count,
        )


@dataclass(frozen=True, slots=True)
class CountedStep:
    """A known level that is part of the mean, with its weight."""

    indicator: str
    level: int
    weight: Fraction


@dataclass(frozen=True, slots=True)
class LeftOutStep:
    """An indicator that is not part of the mean, and why."""

    indicator: str
    reason: LeftOut
    weight: Fraction


@dataclass(frozen=True, slots=True)
class CoverageStep:
    """The coverage of one domain (by key), one axis, or the whole rating (`of` empty)."""

    of: str
    coverage: Coverage


@dataclass(frozen=True, slots=True)
class MeanStep:
    """Sum of level times weight, divided by the known weight."""

    total: Fraction
    known: Fraction
    value: Fraction


@dataclass(frozen=True, slots=True)
class BandStep:
    """The words for the value, chosen from the exact value."""

    value: Fraction
    band: Band


@dataclass(frozen=True, slots=True)
class WithheldStep:
    """No value: the coverage (None: nothing relevant) is under the floor of `of`."""

    of: str
    share: Fraction | None
    floor: Fraction


@dataclass(frozen=True, slots=True)
class TooFewStep:
    """No value: fewer answers are known than a number may rest on."""

    known: int
    least: int


Step: TypeAlias = (
    CountedStep | LeftOutStep | CoverageStep | MeanStep | BandStep | WithheldStep | TooFewStep
)


@dataclass(frozen=True, slots=True)
class DomainScore:
    """One domain: a mean of the known levels (0-2) or None, in words, with its explanation."""

    key: str
    title: str
    axis: Axis
    status: Status
    value: Fraction | None
    band: Band | None
    coverage: Coverage
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class AxisProfile:
    """The domains of one axis and their joint coverage. An axis has no value of its own."""

    axis: Axis
    domains: tuple[DomainScore, ...]
    coverage: Coverage
    is_withheld: bool
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class CriticalItem:
    """A critical indicator that is present. `is_clear` (level 2) calls for contact with police."""

    indicator: str
    level: int

    @property
    def is_clear(self) -> bool:
        return self.level == 2


@dataclass(frozen=True, slots=True)
class Gap:
    """A relevant indicator without a known level, and who could know (may be empty)."""

    indicator: str
    reason: LeftOut
    is_critical: bool
    who_could_know: str


@dataclass(frozen=True, slots=True)
class Profile:
    """Everything a page, a print or a check needs; no number for the person as a whole."""

    instrument: str
    version: str
    content_hash: str
    only_first_hand: bool
    risk: AxisProfile
    protective: AxisProfile
    vulnerability: AxisProfile
    coverage: Coverage
    critical: tuple[CriticalItem, ...]
    gaps: tuple[Gap, ...]
    steps: tuple[Step, ...]

    def axis(self, axis: Axis) -> AxisProfile:
        sides = (self.risk, self.protective, self.vulnerability)
        return next(side for side in sides if side.axis is axis)

    def domains(self) -> Mapping[str, DomainScore]:
        """All domains by key, the risk axis first."""
        return {d.key: d for axis in Axis for d in self.axis(axis).domains}

    def to_plain(self) -> Plain:
        """The numbers as JSON values, exact (`4/3`), to store with a lock and verify later."""
        return {
            "instrument": self.instrument,
            "version": self.version,
            "content_hash": self.content_hash,
            "only_first_hand": self.only_first_hand,
            "domains": {
                domain.key: {
                    "status": domain.status.value,
                    "value": None if domain.value is None else str(domain.value),
                    "band": domain.band.key if domain.band else None,
                    "known": str(domain.coverage.known),
                    "relevant": str(domain.coverage.relevant),
                }
                for domain in self.domains().values()
            },
            "critical": {item.indicator: item.level for item in self.critical},
            "gaps": {gap.indicator: gap.reason.value for gap in self.gaps},
        }
