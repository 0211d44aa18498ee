from datetime import date

import pytest

from casework.models import Subject
from casework.rules.codes import ClosureReason
from casework.rules.retention import MONTHS, REASONS, WITHOUT_MEASURES, Rule, compute_retention

CLOSED = date(2026, 8, 31)


@pytest.mark.parametrize(
    ("reason", "measures", "birth_year", "rule", "earliest"),
    [
        (ClosureReason.UNFOUNDED, False, 2010, Rule.UNFOUNDED, date(2027, 2, 28)),
        (ClosureReason.ORDINARY_SUPPORT, False, None, Rule.UNFOUNDED, date(2027, 2, 28)),
        (ClosureReason.DECLINED_LOW, False, 1990, Rule.NO_MEASURES, date(2028, 8, 31)),
        (ClosureReason.IMPROVED, True, 1990, Rule.MEASURES, date(2031, 8, 31)),
        (ClosureReason.IMPROVED, True, None, Rule.MEASURES, date(2031, 8, 31)),
        (ClosureReason.IMPROVED, True, 2007, Rule.MEASURES, date(2031, 8, 31)),
        (ClosureReason.IMPROVED, True, 2008, Rule.CHILD, date(2031, 8, 31)),
        (ClosureReason.UNFOUNDED, True, 2014, Rule.CHILD, date(2032, 12, 31)),
        (ClosureReason.MOVED, True, 2014, Rule.HANDED_OVER, date(2027, 2, 28)),
        (ClosureReason.DUPLICATE, False, None, Rule.HANDED_OVER, date(2027, 2, 28)),
    ],
)
def test_earliest_deletion(
    reason: ClosureReason, measures: bool, birth_year: int | None, rule: Rule, earliest: date
) -> None:
    found = compute_retention(
        closed_on=CLOSED,
        reason=reason,
        had_measures=measures,
        under_18=Subject(birth_year=birth_year).under_18(CLOSED),
        birth_year=birth_year,
    )
    assert (found.rule, found.earliest, found.reason) == (rule, earliest, REASONS[rule])


@pytest.mark.parametrize(
    ("subject", "day", "child"),
    [
        (Subject(birth_year=2008), date(2026, 1, 1), True),
        (Subject(birth_year=2008), date(2026, 12, 31), True),
        (Subject(birth_year=2008), date(2027, 1, 1), False),
        (Subject(), date(2026, 8, 31), False),
        (Subject(birth_year=2008, cpr="7607084010"), date(2026, 7, 15), True),
        (Subject(birth_year=2008, cpr="7607084010"), date(2026, 7, 16), False),
    ],
)
def test_a_child_by_year_alone_is_a_child_until_the_year_ends(
    subject: Subject, day: date, child: bool
) -> None:
    assert subject.under_18(day) is child


def test_tables_are_total() -> None:
    assert list(WITHOUT_MEASURES) == list(ClosureReason)
    assert list(MONTHS) == list(REASONS) == list(Rule)
