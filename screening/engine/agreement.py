"""Two independent ratings side by side: where they differ, and how a shared rating comes about.

The two ratings are never changed. A shared rating needs a reason for every indicator they differ
on; what they agree on is carried over with both rationales.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any, TypeVar

from screening.engine.answers import (
    UNANSWERED,
    Answer,
    Answers,
    Certainty,
    Relevance,
    Trend,
    Value,
    visible_keys,
)
from screening.engine.completeness import Lack
from screening.engine.definition import Definition


class Difference(StrEnum):
    """How two answers differ."""

    LEVEL = "level"
    KNOWLEDGE = "knowledge"
    RELEVANCE = "relevance"


@dataclass(frozen=True, slots=True)
class ItemComparison:
    """One indicator in both ratings; None is unanswered, hidden reads as not relevant."""

    indicator: str
    first: Value | None
    second: Value | None

    @property
    def difference(self) -> Difference | None:
        """None when both say the same."""
        if self.first is self.second:
            return None
        if Value.NOT_RELEVANT in (self.first, self.second):
            return Difference.RELEVANCE
        if self.first and self.second and None not in (self.first.level, self.second.level):
            return Difference.LEVEL
        return Difference.KNOWLEDGE

    @property
    def both_know(self) -> bool:
        """Whether both say a level: not unanswered, not "do not know", not "not relevant"."""
        return None not in (self.first and self.first.level, self.second and self.second.level)

    @property
    def distance(self) -> int:
        """Levels apart, 1 or 2, when both are known; otherwise 0."""
        if self.difference is not Difference.LEVEL or not self.first or not self.second:
            return 0
        return abs((self.first.level or 0) - (self.second.level or 0))


@dataclass(frozen=True, slots=True)
class Comparison:
    """All indicators at least one rater was asked, in the definition's order."""

    items: tuple[ItemComparison, ...]

    def differing(self) -> tuple[ItemComparison, ...]:
        return tuple(item for item in self.items if item.difference)

    def known(self) -> tuple[ItemComparison, ...]:
        """Indicators on which both know a level."""
        return tuple(item for item in self.items if item.both_know)

    @property
    def alike(self) -> int:
        """On how many of those that both know they say the same level."""
        return sum(item.difference is None for item in self.known())

    @property
    def agreement(self) -> Fraction | None:
        """The share (0-1) of the indicators both know on which they say the same level; None when
        there is none. Two who do not know, or find a question not relevant, have not agreed on
        anything: only pairs of levels count, as where percent agreement leaves out subjects that
        one of the raters did not rate (K. L. Gwet, Handbook of Inter-Rater Reliability, 4th ed.
        2014, on missing ratings). How many pairs it rests on is always shown with it.

        Plain agreement, not corrected for chance (J. Cohen, A coefficient of agreement for nominal
        scales, Educational and Psychological Measurement 20, 1960): fit for a talk about one case,
        not for judging raters.
        """
        known = len(self.known())
        return Fraction(self.alike, known) if known else None


@dataclass(frozen=True, slots=True)
class Decision:
    """What the raters settle on for an indicator they differ on, and why. ``value`` is None while
    only the reason is written."""

    value: Value | None
    reason: str
    who_could_know: str = ""


class ConsensusError(ValueError):
    """The shared rating is incomplete; `problems` lists every gap."""

    def __init__(self, problems: list[Lack]) -> None:
        self.problems = tuple(problems)
        super().__init__(", ".join(f"{p.indicator}.{p.field}" for p in problems))


def compare(definition: Definition, first: Answers, second: Answers) -> Comparison:
    """Item by item. Indicators neither rater was asked, or neither answered, are left out."""
    left, right = _asked(definition, first), _asked(definition, second)
    visible = visible_keys(definition, first) | visible_keys(definition, second)
    items = (
        ItemComparison(key, left[key], right[key])
        for key in definition.indicator_keys()
        if key in visible
    )
    return Comparison(tuple(item for item in items if item.first or item.second))


def agree(
    definition: Definition,
    first: Answers,
    second: Answers,
    decisions: Mapping[str, Decision],
) -> dict[str, Answer]:
    """The shared rating. Raises ConsensusError with every indicator that still needs a decision.

    A decision is needed where the answers differ, and where a shared answer opens a question
    that neither was asked. Decisions on questions the shared answers close are ignored.
    """
    shared, problems = _shared(definition, first, second, decisions)
    if problems:
        raise ConsensusError(problems)
    return shared


def settled(
    definition: Definition,
    first: Answers,
    second: Answers,
    decisions: Mapping[str, Decision],
) -> dict[str, Answer]:
    """The shared rating as far as it has come: what both said, and what is decided."""
    return _shared(definition, first, second, decisions)[0]


def _shared(
    definition: Definition,
    first: Answers,
    second: Answers,
    decisions: Mapping[str, Decision],
) -> tuple[dict[str, Answer], list[Lack]]:
    left, right = _asked(definition, first), _asked(definition, second)
    shared: dict[str, Answer] = {}
    problems: list[Lack] = []
    for indicator in definition.indicators():
        key = indicator.key
        if key not in visible_keys(definition, shared):
            continue
        one, other = _asked_answer(key, first, left), _asked_answer(key, second, right)
        if one.value is other.value and one.value is not None:
            shared[key] = _carried(one, other)
        elif key in decisions:
            problems += _decision_gaps(key, decisions[key])
            shared[key] = _decided(decisions[key], one, other)
        else:
            problems.append(Lack(key, "value"))
    return shared, problems


def _asked(definition: Definition, answers: Answers) -> dict[str, Value | None]:
    visible = visible_keys(definition, answers)
    return {
        key: answers.get(key, UNANSWERED).value if key in visible else Value.NOT_RELEVANT
        for key in definition.indicator_keys()
    }


def _asked_answer(key: str, answers: Answers, asked: Mapping[str, Value | None]) -> Answer:
    """The answer as given; nothing when the rater was not asked."""
    answer = answers.get(key, UNANSWERED)
    return answer if answer.value is asked[key] else UNANSWERED


def _decision_gaps(key: str, decision: Decision) -> list[Lack]:
    if decision.value is None:
        return [Lack(key, "value")]
    missing = []
    if not decision.reason.strip():
        missing.append(Lack(key, "reason"))
    if decision.value is Value.UNKNOWN and not decision.who_could_know.strip():
        missing.append(Lack(key, "who_could_know"))
    return missing


def _carried(one: Answer, other: Answer) -> Answer:
    return Answer(
        value=one.value,
        rationale=_joined(one.rationale, other.rationale),
        source=_joined(one.source, other.source),
        who_could_know=_joined(one.who_could_know, other.who_could_know),
        **_evidence(one, other),
    )


def _decided(decision: Decision, one: Answer, other: Answer) -> Answer:
    """What an answer rests on counts only from a rater who gave the answer that was chosen."""
    backing = [answer for answer in (one, other) if answer.value is decision.value]
    return Answer(
        value=decision.value,
        rationale=decision.reason.strip(),
        source=_joined(*(answer.source for answer in backing)),
        who_could_know=decision.who_could_know.strip(),
        **_evidence(*backing),
    )


def _evidence(*answers: Answer) -> dict[str, Any]:
    """What is kept of both: the latest date, the surer knowledge and, of relevance and trend, what
    speaks more for looking closely. What only one said stays."""
    dates = [answer.evidence_date for answer in answers if answer.evidence_date]
    return {
        "first_hand": _first_hand(*answers),
        "certainty": _first(Certainty, (answer.certainty for answer in answers)),
        "evidence_date": max(dates, default=None),
        "relevance": _first(reversed(Relevance), (answer.relevance for answer in answers)),
        "trend": _first(reversed(Trend), (answer.trend for answer in answers)),
    }


Said = TypeVar("Said", bound=StrEnum)


def _first(order: Iterable[Said], said: Iterable[Said | None]) -> Said | None:
    """The one of what was said that comes first in ``order``."""
    found = set(said)
    return next((option for option in order if option in found), None)


def _first_hand(*answers: Answer) -> bool | None:
    known = [answer.first_hand for answer in answers if answer.first_hand is not None]
    return any(known) if known else None


def _joined(*texts: str) -> str:
    return "\n\n".join(dict.fromkeys(text.strip() for text in texts if text.strip()))
