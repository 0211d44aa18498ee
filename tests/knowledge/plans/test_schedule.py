"""Times that are known to the day, the month, the quarter or the year."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from knowledge.plans import schedule
from knowledge.plans.choices import Precision
from knowledge.plans.forms import PeriodField

DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("2027", (2027, 1, 1), (2027, 12, 31), "year"),
        (" 3. kvartal 2027 ", (2027, 7, 1), (2027, 9, 30), "quarter"),
        ("4 kvt 2027", (2027, 10, 1), (2027, 12, 31), "quarter"),
        ("Februar 2028", (2028, 2, 1), (2028, 2, 29), "month"),
        ("sept. 2027", (2027, 9, 1), (2027, 9, 30), "month"),
        ("31.12.2027", (2027, 12, 31), (2027, 12, 31), "day"),
    ],
)
def test_a_time_is_read_as_it_is_written(
    text: str, first: tuple[int, int, int], last: tuple[int, int, int], precision: str
) -> None:
    assert PeriodField().clean(text) == (date(*first), precision)
    assert PeriodField(is_end=True).clean(text) == (date(*last), precision)


@pytest.mark.parametrize("text", ["5. kvartal 2027", "31.2.2027", "snart", "0999", "2200", "12"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        PeriodField().clean(text)


@given(DAYS, st.sampled_from(Precision.values))
def test_what_is_shown_is_read_as_the_same(day: date, precision: str) -> None:
    shown = schedule.written(day, precision)
    read = PeriodField().clean(shown)

    assert read is not None
    assert read[1] == precision
    assert schedule.written(*read) == shown
    assert read[0] <= day


def test_nothing_is_nothing() -> None:
    assert schedule.written(None, Precision.DAY) == ""
    assert PeriodField(required=False).clean("") is None
