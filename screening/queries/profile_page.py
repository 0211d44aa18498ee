"""A scored profile in the shape the page draws: words, lengths of bars and explanations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _

from screening.engine.answers import UNANSWERED, Answer, Answers, Value, visible_keys
from screening.engine.definition import MAX_LEVEL, MEASURED, Axis, Definition, Indicator
from screening.engine.profile import DomainScore, Profile
from screening.engine.scoring import score
from screening.wording.explaining import explain
from screening.wording.labels import (
    CERTAINTY_LABELS,
    RELEVANCE_LABELS,
    STATUS_LABELS,
    TREND_LABELS,
    value_label,
)
from screening.wording.numbers import danish_number, known_of, percent
from stopext.web.dates import format_date

#: Width of a bar in the drawing's own units.
BAR = 200
#: The class that colours an axis; words and place say the same.
_TONES = {Axis.RISK: "bar-risk", Axis.PROTECTIVE: "bar-protective", Axis.VULNERABILITY: ""}


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One indicator with its answer in words."""

    key: str
    question: str
    value: str
    is_gap: bool
    is_critical: bool
    rationale: str
    facts: str
    """Source, certainty, date, relevance and trend on one line."""
    who_could_know: str


@dataclass(frozen=True, slots=True)
class DomainLine:
    """One domain: a number with its words, or why there is none."""

    key: str
    title: str
    tone: str
    number: str
    """``0,8``; empty when withheld or not relevant."""
    words: str
    length: int
    """Length of the bar, 0 to BAR."""
    known: str
    known_length: int
    unknown_length: int
    steps: list[str]
    answers: list[AnswerLine]
    critical: list[AnswerLine]
    """Its critical signs that are present: never shown apart from the number and its words."""
    has_number: bool
    """Whether its side is one with numbers; the others are told answer by answer."""


@dataclass(frozen=True, slots=True)
class ProfilePage:
    """The sides, the coverage and what is not known."""

    profile: Profile
    risk: list[DomainLine]
    protective: list[DomainLine]
    vulnerability: list[DomainLine]
    coverage: str
    risk_coverage: str
    protective_coverage: str
    unknowns: list[AnswerLine]

    @property
    def lines(self) -> list[DomainLine]:
        """The domains of all sides."""
        return [*self.risk, *self.protective, *self.vulnerability]


def read_profile(
    definition: Definition, answers: Answers, *, only_first_hand: bool = False
) -> ProfilePage:
    """Score the answers and put the result into words; never a number for the whole person."""
    profile = score(definition, answers, only_first_hand=only_first_hand)
    lines = {line.key: line for line in answer_lines(definition, answers)}
    gaps = [gap.indicator for gap in profile.gaps]
    critical = {item.indicator for item in profile.critical}

    def side(axis: Axis) -> list[DomainLine]:
        domains = {domain.key: domain for domain in definition.domains}
        return [
            _domain(
                found,
                definition,
                [lines[i.key] for i in domains[found.key].indicators if i.key in lines],
                critical,
            )
            for found in profile.axis(axis).domains
        ]

    return ProfilePage(
        profile=profile,
        risk=side(Axis.RISK),
        protective=side(Axis.PROTECTIVE),
        vulnerability=side(Axis.VULNERABILITY),
        coverage=percent(profile.coverage.share),
        risk_coverage=percent(profile.risk.coverage.share),
        protective_coverage=percent(profile.protective.coverage.share),
        unknowns=[lines[key] for key in gaps],
    )


def answer_lines(definition: Definition, answers: Answers) -> list[AnswerLine]:
    """Every asked indicator with its answer in words, in the order asked."""
    visible = visible_keys(definition, answers)
    return [
        _line(definition, indicator, answers.get(indicator.key, UNANSWERED))
        for indicator in definition.indicators()
        if indicator.key in visible
    ]


def _facts(answer: Answer) -> Iterator[str]:
    """What an answer rests on, as far as it was given."""
    if answer.source:
        yield answer.source
    if answer.first_hand is not None:
        yield _("set direkte") if answer.first_hand else _("fortalt af andre")
    if answer.certainty:
        yield CERTAINTY_LABELS[answer.certainty].lower()
    if answer.evidence_date:
        yield _("senest %(date)s") % {"date": format_date(answer.evidence_date)}
    if answer.relevance:
        yield _("betydning: %(how)s") % {"how": RELEVANCE_LABELS[answer.relevance].lower()}
    if answer.trend:
        yield _("udvikling: %(how)s") % {"how": TREND_LABELS[answer.trend].lower()}


def _line(definition: Definition, indicator: Indicator, answer: Answer) -> AnswerLine:
    return AnswerLine(
        key=indicator.key,
        question=indicator.question,
        value=value_label(definition, answer.value),
        is_gap=answer.value in {None, Value.UNKNOWN},
        is_critical=indicator.critical,
        rationale=answer.rationale,
        facts=" · ".join(_facts(answer)),
        who_could_know=answer.who_could_know,
    )


def _domain(
    found: DomainScore, definition: Definition, answers: list[AnswerLine], critical: set[str]
) -> DomainLine:
    share = found.coverage.share
    known = _length(share) if share is not None else 0
    return DomainLine(
        key=found.key,
        title=found.title,
        tone=_TONES[found.axis],
        number=danish_number(found.value) if found.value is not None else "",
        words=found.band.label if found.band else str(STATUS_LABELS[found.status]),
        length=_length(found.value / MAX_LEVEL) if found.value is not None else 0,
        known=known_of(found.coverage) if share is not None else _("intet relevant"),
        known_length=known,
        unknown_length=BAR - known if share is not None else 0,
        steps=[explain(step, definition) for step in found.steps],
        answers=answers,
        critical=[line for line in answers if line.key in critical],
        has_number=found.axis in MEASURED,
    )


def _length(share: Fraction) -> int:
    return int(share * BAR + Fraction(1, 2))
