"""When a closed case may be deleted at the earliest, and why.

The periods are a proposal for the municipality's data protection officer and the national
archives to confirm. A date is a lower bound: deletion itself is proposed and approved by two
people, and a hold on the case stops it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.rules.clocks import add_months
from casework.rules.codes import ClosureReason

ADULT_AGE = 18


class Rule(StrEnum):
    """Which retention rule applied."""

    UNFOUNDED = "unfounded"
    HANDED_OVER = "handed_over"
    NO_MEASURES = "no_measures"
    MEASURES = "measures"
    CHILD = "child"


MONTHS: dict[Rule, int] = {
    Rule.UNFOUNDED: 6,
    Rule.HANDED_OVER: 6,
    Rule.NO_MEASURES: 24,
    Rule.MEASURES: 60,
    Rule.CHILD: 60,
}

REASONS: dict[Rule, Promise] = {
    Rule.UNFOUNDED: _(
        "Der var ikke grund til bekymring for ekstremisme: slettes 6 måneder efter afslutning."
    ),
    Rule.HANDED_OVER: _("Sagen føres et andet sted: slettes her 6 måneder efter afslutning."),
    Rule.NO_MEASURES: _("Sag uden indsats: slettes 2 år efter afslutning."),
    Rule.MEASURES: _("Sag med indsats: slettes 5 år efter afslutning."),
    Rule.CHILD: _(
        "Sag med indsats for en person under 18 år: slettes 5 år efter afslutning, dog tidligst "
        "når borgeren er fyldt 18 år."
    ),
}

WITHOUT_MEASURES: dict[ClosureReason, Rule] = {
    ClosureReason.UNFOUNDED: Rule.UNFOUNDED,
    ClosureReason.MISTAKEN: Rule.UNFOUNDED,
    ClosureReason.DISPROVED: Rule.UNFOUNDED,
    ClosureReason.ORDINARY_SUPPORT: Rule.UNFOUNDED,
    ClosureReason.IMPROVED: Rule.NO_MEASURES,
    ClosureReason.DECLINED_LOW: Rule.NO_MEASURES,
    ClosureReason.DECLINED_WATCH: Rule.NO_MEASURES,
    ClosureReason.POLICE: Rule.NO_MEASURES,
    ClosureReason.MOVED: Rule.HANDED_OVER,
    ClosureReason.DEPARTED: Rule.NO_MEASURES,
    ClosureReason.DUPLICATE: Rule.HANDED_OVER,
}


@dataclass(frozen=True, slots=True)
class Retention:
    """Earliest deletion date with the rule behind it."""

    earliest: date
    rule: Rule
    reason: Promise


def compute_retention(
    *,
    closed_on: date,
    reason: ClosureReason,
    had_measures: bool,
    under_18: bool,
    birth_year: int | None,
) -> Retention:
    """Earliest deletion date of a case.

    ``under_18`` says whether the rules for children held at closing, as everywhere else
    (:meth:`casework.models.Subject.under_18`). ``birth_year`` gives the last day they can hold: the
    18th birthday is taken to be 31 December, which errs on the side of keeping a child's case.
    """
    rule = _rule(reason, had_measures=had_measures, under_18=under_18)
    earliest = add_months(closed_on, MONTHS[rule])
    if rule is Rule.CHILD and birth_year is not None:
        earliest = max(earliest, date(birth_year + ADULT_AGE, 12, 31))
    return Retention(earliest, rule, REASONS[rule])


def _rule(reason: ClosureReason, *, had_measures: bool, under_18: bool) -> Rule:
    without = WITHOUT_MEASURES[reason]
    if not had_measures or without is Rule.HANDED_OVER:
        return without
    return Rule.CHILD if under_18 else Rule.MEASURES
