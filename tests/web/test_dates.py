from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.http import QueryDict
from django.template import Context, Template
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from stopext.web import dates
from stopext.web.dates import Deadline, Urgency, describe_deadline

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)  # a Friday, 10.00 in Denmark


@pytest.mark.parametrize(
    ("due", "text", "urgency"),
    [
        (date(2026, 11, 17), "3 dage over frist", Urgency.OVERDUE),
        (date(2026, 11, 19), "1 dag over frist", Urgency.OVERDUE),
        (NOW - timedelta(minutes=1), "over frist i dag", Urgency.OVERDUE),
        (NOW + timedelta(minutes=272), "i dag kl. 14.32", Urgency.SOON),
        (date(2026, 11, 20), "i dag", Urgency.SOON),
        (datetime(2026, 11, 20, 22, 59, tzinfo=UTC), "i dag", Urgency.SOON),
        (datetime(2026, 11, 21, 9, 0, tzinfo=UTC), "i morgen kl. 10.00", Urgency.SOON),
        (datetime(2026, 11, 21, 22, 59, tzinfo=UTC), "om 1 dag", Urgency.SOON),
        (date(2026, 11, 22), "om 2 dage", Urgency.SOON),
        (date(2026, 11, 23), "om 1 arbejdsdag", Urgency.SOON),
        (date(2026, 11, 24), "om 2 arbejdsdage", Urgency.SOON),
        (date(2026, 11, 30), "om 6 arbejdsdage", Urgency.LATER),
        (date(2026, 11, 29), "om 9 dage", Urgency.LATER),
        (date(2026, 12, 25), "om 35 dage", Urgency.LATER),
        (date(2026, 12, 26), "26. december 2026", Urgency.LATER),
        (date(2028, 5, 3), "3. maj 2028", Urgency.LATER),
    ],
)
def test_a_deadline_is_said_in_working_days(
    due: date | datetime, text: str, urgency: Urgency
) -> None:
    assert describe_deadline(due, NOW) == Deadline(text, urgency)


def test_public_holidays_are_no_working_days() -> None:
    maundy_thursday, easter_monday = date(2026, 4, 2), date(2026, 4, 6)

    assert dates.working_days_between(date(2026, 4, 1), date(2026, 4, 7)) == 1
    assert not dates.is_working_day(maundy_thursday)
    assert not dates.is_working_day(easter_monday)
    assert not dates.is_working_day(date(2023, 5, 5))  # the last Store Bededag
    assert dates.is_working_day(date(2024, 4, 26))


@given(
    start=st.dates(date(2020, 1, 1), date(2035, 1, 1)),
    days=st.integers(min_value=0, max_value=40),
)
def test_adding_working_days_undoes_counting_them(start: date, days: int) -> None:
    assert dates.working_days_between(start, dates.add_working_days(start, days)) == days


def test_no_working_days_lie_before_the_start() -> None:
    assert dates.working_days_between(date(2026, 11, 20), date(2026, 11, 1)) == 0


def test_dates_and_times_are_danish() -> None:
    assert dates.format_date(date(2017, 4, 1)) == "1. april 2017"
    assert dates.format_datetime(NOW, NOW) == "20. nov. kl. 10.00"
    assert dates.format_datetime(NOW.replace(year=2025, month=3), NOW) == "20. marts 2025 kl. 10.00"
    assert dates.format_time(NOW) == "10.00"


def test_the_day_is_the_danish_one_around_midnight() -> None:
    assert dates.format_date(datetime(2026, 6, 30, 22, 30, tzinfo=UTC)) == "1. juli 2026"


def _render(source: str, **context: object) -> str:
    return Template("{% load portal %}" + source).render(Context(context))


def test_filters_say_nothing_about_what_is_missing() -> None:
    assert (
        _render("{{ a|dk_date }}{{ a|dk_datetime }}{{ a|dk_time }}{{ a|dk_number }}", a=None) == ""
    )


def test_numbers_have_a_decimal_comma() -> None:
    assert _render("{{ a|dk_number }} {{ b|dk_number }}", a=Decimal("71.50"), b=Decimal(70)) == (
        "71,5 70"
    )
    assert _render("{{ a|dk_number }} {{ b|dk_number:1 }}", a=Decimal("0.8"), b=1234.56) == (
        "0,8 1.234,6"
    )


def test_the_query_string_keeps_filters_and_drops_the_place_in_the_list() -> None:
    request = RequestFactory().get("/", {"status": "ny & gammel", "cursor": "x", "page": "3"})

    link = _render("{% querystring_with sort='frist' %}", request=request)

    assert QueryDict(link.removeprefix("?").replace("&amp;", "&")).dict() == {
        "status": "ny & gammel",
        "sort": "frist",
    }


def test_icons_are_decoration_unless_they_carry_meaning() -> None:
    assert 'aria-hidden="true"' in _render("{% icon 'lock' %}")
    assert 'role="img" aria-label="L&lt;åst"' in _render(
        "{% icon 'lock' label=text %}", text="L<åst"
    )
