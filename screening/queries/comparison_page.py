"""Two opened ratings beside each other: each domain with its critical signs, and those alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from screening.engine.agreement import Decision, settled
from screening.engine.answers import Answers
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
    shared = settled(form, ours, theirs, decisions)
    present |= {key for key, answer in shared.items() if answer.level}
    joint = {key: value_label(form, said.value) for key, said in shared.items() if said.value}
    return [
        CriticalPair(
            key=indicator.key,
            question=indicator.question,
            municipality=first.get(indicator.key, ""),
            police=second.get(indicator.key, ""),
            joint=joint.get(indicator.key, ""),
        )
        for indicator in form.indicators()
        if indicator.critical and indicator.key in present
    ]
