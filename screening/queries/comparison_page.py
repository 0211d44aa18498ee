"""Two opened ratings beside each other: each domain with its critical signs, and those alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from screening.engine.agreement import Decision
from screening.engine.answers import Answers, Value
from screening.engine.definition import Definition
from screening.engine.scoring import score
from screening.queries.profile_page import DomainLine, answer_lines, read_profile
from screening.wording.labels import value_label


@dataclass(frozen=True, slots=True)
class DomainPair:
    """One domain as the municipality and as the police see it."""

    municipality: DomainLine
    police: DomainLine


@dataclass(frozen=True, slots=True)
class CriticalPair:
    """A critical sign that one of the two, or their decision, finds present; answers in words,
    empty where it was not asked or not decided."""

    key: str
    question: str
    municipality: str
    police: str
    joint: str


@dataclass(frozen=True, slots=True)
class ComparisonPage:
    """What the page shows before the differences."""

    domains: list[DomainPair]
    critical: list[CriticalPair]


def read_comparison(
    form: Definition, ours: Answers, theirs: Answers, decisions: Mapping[str, Decision]
) -> ComparisonPage:
    """Both ratings, whatever the two have decided so far."""
    first, second = (
        {line.key: line for line in read_profile(form, answers).lines} for answers in (ours, theirs)
    )
    return ComparisonPage(
        domains=[DomainPair(first[d.key], second[d.key]) for d in form.domains],
        critical=_critical(form, ours, theirs, decisions),
    )


def _critical(
    form: Definition, ours: Answers, theirs: Answers, decisions: Mapping[str, Decision]
) -> list[CriticalPair]:
    first, second = (
        {line.key: line.value for line in answer_lines(form, answers)} for answers in (ours, theirs)
    )
    present = {
        item.indicator for answers in (ours, theirs) for item in score(form, answers).critical
    }
    present |= {key for key, decision in decisions.items() if decision.value.level}
    return [
        CriticalPair(
            key=indicator.key,
            question=indicator.question,
            municipality=first.get(indicator.key, ""),
            police=second.get(indicator.key, ""),
            joint=_joint(form, indicator.key, ours, theirs, decisions),
        )
        for indicator in form.indicators()
        if indicator.critical and indicator.key in present
    ]


def _joint(
    form: Definition, key: str, ours: Answers, theirs: Answers, decisions: Mapping[str, Decision]
) -> str:
    """What the two decided, or both said."""
    if key in decisions:
        return value_label(form, decisions[key].value)
    values: set[Value | None] = {answers[key].value for answers in (ours, theirs) if key in answers}
    (both,) = values if len(values) == 1 and key in ours and key in theirs else (None,)
    return value_label(form, both) if both else ""
