"""What a rule is, and the registry of all rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from knowledge.plans.choices import Severity
from knowledge.plans.linter.spots import Spot
from knowledge.plans.models import Action, ActionCard, Goal, Indicator, Plan
from stopext.access.actor import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """All that a rule may look at."""

    plan: Plan
    today: date
    texts: Mapping[str, str]
    """The sections by kind."""
    goals: Sequence[Goal] = ()
    actions: Sequence[Action] = ()
    indicators: Sequence[Indicator] = ()
    cards: Sequence[ActionCard] = ()
    measured: Mapping[UUID, date] = field(default_factory=dict)
    """The day of the newest reading, by indicator."""
    paragraphs: Mapping[str, str] = field(default_factory=dict)
    """What the template says a section rests on, by kind."""
    has_plan_in_force: bool = False
    has_coordinator: bool = True
    fed: Mapping[str, Any] = field(default_factory=dict)
    """What other apps know of the municipality, by the names they feed it under."""

    def below(self, rows: Iterable[Any], goal: Goal) -> list[Any]:
        """Those of the actions or indicators that hang on a goal."""
        return [row for row in rows if row.goal_id == goal.pk]


@dataclass(frozen=True, slots=True)
class Finding:
    """One place where a rule is not kept. ``source`` where it rests on something of its own."""

    label: str
    spot: Spot
    source: str = ""
    wish: Wish | None = None
    """What can be borrowed to mend it."""


@dataclass(frozen=True, slots=True)
class Wish:
    """Words of others: of a sort (a section, a goal, an action), a section's kind or the level of
    the others, and what they are put under."""

    sort: str
    key: str
    under: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule: its code, what it rests on, what to do, and how it is found."""

    code: str
    severity: Severity
    advice: Any
    source: Any
    find: Callable[[Facts], Iterable[Finding]]
    follows: bool
    """Whether it is about a plan in force alone: its dates, and what is reported of it."""


@dataclass(slots=True)
class Place:
    """A place of a remark: its address, and what the nearest of others wrote, where it is asked."""

    finding: Finding
    url: str
    example: Any = None


@dataclass(frozen=True, slots=True)
class Remark:
    """A rule that a plan does not keep, with the places: label, address, and what it rests on."""

    rule: Rule
    places: list[Place]


RULES: dict[str, Rule] = {}
#: How an app above reads what its own rules look at, for who asks; one query each.
FEEDS: dict[str, Callable[[Actor], Any]] = {}
Find = Callable[[Facts], Iterable[Finding]]


def rule(
    code: str, severity: Severity, advice: Any, source: Any, *, follows: bool = False
) -> Callable[[Find], Find]:
    """Register a rule. Its code is told to people and never used again for another.

    Raises:
        ValueError: the code is taken.
    """

    def register(find: Find) -> Find:
        if code in RULES:
            raise ValueError(f"two rules are called {code}")
        RULES[code] = Rule(
            code=code,
            severity=severity,
            advice=advice,
            source=source,
            find=find,
            follows=follows,
        )
        return find

    return register
