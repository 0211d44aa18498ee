"""The shared rating in the shape its page draws: beside each other, decided, agreed and earlier."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from screening.engine.agreement import Comparison, Decision, compare
from screening.engine.definition import Definition
from screening.models import Addendum, Consensus
from screening.models.consensus import Earlier
from screening.queries.agreeing import decisions_of, open_keys
from screening.queries.comparison_page import ComparisonPage, read_comparison
from screening.queries.dossier import Dossier
from screening.queries.profile_page import AnswerLine, ProfilePage, answer_lines, read_profile
from screening.wording.labels import DIFFERENCE_LABELS, value_label
from screening.wording.numbers import percent


@dataclass(frozen=True, slots=True)
class Row:
    """One question: both answers, and what they decided."""

    key: str
    question: str
    difference: str
    """Empty when both answered the same."""
    municipality: AnswerLine | None
    police: AnswerLine | None
    decision: Decision | None
    is_open: bool
    answer: str
    """The shared answer in words; empty before it is decided."""
    both_know: bool
    """Both chose a level."""


@dataclass(frozen=True, slots=True)
class Revision:
    """What the shared rating said before, with its decisions in words."""

    said: Earlier
    decisions: list[tuple[str, str, Decision]]
    """Key, answer in words, decision."""


@dataclass(frozen=True, slots=True)
class JointPage:
    """All that two who agree look at."""

    beside: ComparisonPage
    rows: list[Row]
    """What they have to decide."""
    same: list[Row]
    neither: list[Row]
    """Both answered that they do not know, or that it is not relevant: alike, and not agreed."""
    alike: int
    """Questions both know, with the same level; of ``known``, which are ``agreement`` of them."""
    known: int
    agreement: str
    compared: int
    changes: list[Addendum]
    """Judgements that one of them changed after the profile, oldest first."""
    earlier: list[Revision]
    view: ProfilePage | None
    """The shared profile with every answer, once both have signed."""


def comparison(dossier: Dossier) -> Comparison:
    """The two opened ratings, question by question."""
    ours, theirs = dossier.both()
    return compare(dossier.form, ours.read_answers(), theirs.read_answers())


def asked_keys(dossier: Dossier, row: Consensus | None) -> list[str]:
    """What differs, what was decided, and what the decisions have opened; in the form's order."""
    decisions = decisions_of(row)
    wanted = {item.indicator for item in comparison(dossier).differing()}
    wanted |= set(decisions) | set(open_keys(dossier, decisions))
    return [key for key in dossier.form.indicator_keys() if key in wanted]


def read_joint(dossier: Dossier, row: Consensus | None, keys: Sequence[str]) -> JointPage:
    """``keys`` are the questions to decide."""
    ours, theirs = (rating.read_answers() for rating in dossier.both())
    found = comparison(dossier)
    rows = _rows(dossier, row, found)
    agreed = row.read_answers() if row and row.is_agreed else {}
    return JointPage(
        beside=read_comparison(dossier.form, ours, theirs, decisions_of(row)),
        rows=[each for each in rows if each.key in keys],
        same=[each for each in rows if each.key not in keys and each.both_know],
        neither=[each for each in rows if each.key not in keys and not each.both_know],
        alike=found.alike,
        known=len(found.known()),
        agreement=percent(found.agreement),
        compared=len(found.items),
        changes=_changes(dossier),
        earlier=[_revision(dossier.form, said) for said in row.read_earlier()] if row else [],
        view=read_profile(dossier.form, agreed) if agreed else None,
    )


def _rows(dossier: Dossier, row: Consensus | None, found: Comparison) -> list[Row]:
    form, decisions = dossier.form, decisions_of(row)
    first, second = (
        {line.key: line for line in answer_lines(form, rating.read_answers())}
        for rating in dossier.both()
    )
    differences = {item.indicator: item.difference for item in found.items}
    missing = open_keys(dossier, decisions)
    known = {item.indicator for item in found.known()}
    return [
        Row(
            key=key,
            question=form.indicator(key).question,
            difference=_difference(differences.get(key), key in differences),
            municipality=first.get(key),
            police=second.get(key),
            decision=decisions.get(key),
            is_open=key in missing,
            answer=_answer(form, decisions.get(key)),
            both_know=key in known,
        )
        for key in form.indicator_keys()
        if key in differences or key in decisions or key in missing
    ]


def _difference(difference: object, was_asked: bool) -> str:
    if difference:
        return str(DIFFERENCE_LABELS[difference])  # type: ignore[index]
    return "" if was_asked else _("Åbnet af jeres fælles svar")


def _answer(form: Definition, decision: Decision | None) -> str:
    return value_label(form, decision.value) if decision and decision.value else ""


def _changes(dossier: Dossier) -> list[Addendum]:
    rows = Addendum.objects.for_actor(dossier.actor).filter(screening=dossier.screening)
    return list(rows.filter(kind=Addendum.Kind.JUDGEMENT))


def _revision(form: Definition, said: Earlier) -> Revision:
    return Revision(
        said,
        [
            (key, _answer(form, said.decisions[key]), said.decisions[key])
            for key in form.indicator_keys()
            if key in said.decisions
        ],
    )
