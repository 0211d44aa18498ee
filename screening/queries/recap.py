"""What one party has answered so far, in words: read before the lock, and never scored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from screening.engine.answers import UNANSWERED, Answers
from screening.engine.completeness import gaps
from screening.engine.definition import Definition, Domain
from screening.engine.pages import pages_of
from screening.queries.profile_page import AnswerLine, answer_lines
from screening.wording.labels import answer_lacks


@dataclass(frozen=True, slots=True)
class RecapLine:
    """One question with its answer, and what hinders the lock; empty when nothing does."""

    answer: AnswerLine
    lacks: str


@dataclass(frozen=True, slots=True)
class RecapPart:
    """One part of the form. Its critical signs that are present stand beside its title."""

    domain: Domain
    lines: list[RecapLine]
    critical: list[AnswerLine]

    @property
    def lacking(self) -> int:
        """How many of its questions hinder the lock."""
        return sum(bool(line.lacks) for line in self.lines)


def read_recap(form: Definition, answers: Answers) -> list[RecapPart]:
    """Every question that is asked, part by part, in the form's order."""
    lines = {line.key: line for line in answer_lines(form, answers)}
    lacks = answer_lacks(gaps(form, answers))
    return [
        RecapPart(
            domain=page.domain,
            lines=[RecapLine(lines[i.key], lacks.get(i.key, "")) for i in page.indicators],
            critical=_critical(page.domain, lines, answers),
        )
        for page in pages_of(form, answers)
    ]


def _critical(
    domain: Domain, lines: Mapping[str, AnswerLine], answers: Answers
) -> list[AnswerLine]:
    return [
        lines[indicator.key]
        for indicator in domain.indicators
        if indicator.critical
        and indicator.key in lines
        and answers.get(indicator.key, UNANSWERED).level
    ]
