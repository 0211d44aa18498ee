"""A consent: what it is worth on a day, and what cannot have been said."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from casework.rules.consents import (
    SOON,
    ConsentStatus,
    find_consent_problems,
    find_withdrawal_problem,
    status_on,
    until_words,
)

TODAY = date(2026, 11, 30)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("until", "withdrawn", "answer", "expected"),
    [
        (None, False, "yes", ConsentStatus.HOLDS),
        (TODAY + SOON + DAY, False, "yes", ConsentStatus.HOLDS),
        (TODAY + SOON, False, "yes", ConsentStatus.ENDING),
        (TODAY, False, "yes", ConsentStatus.ENDING),
        (TODAY - DAY, False, "yes", ConsentStatus.ENDED),
        (None, True, "yes", ConsentStatus.WITHDRAWN),
        (TODAY - DAY, True, "yes", ConsentStatus.WITHDRAWN),
        (None, False, "no", ConsentStatus.REFUSED),
    ],
)
def test_what_it_is_worth(
    until: date | None, withdrawn: bool, answer: str, expected: ConsentStatus
) -> None:
    found = status_on(TODAY, answer=answer, lasts_until=until, withdrawn=withdrawn)

    assert found is expected


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, []),
        ({"lasts_until": date(2027, 11, 30)}, []),
        ({"lasts_until": date(2027, 12, 1)}, ["lasts_until"]),
        ({"lasts_until": TODAY - DAY}, ["lasts_until"]),
        ({"lasts_until": TODAY, "answer": "no"}, ["lasts_until"]),
        ({"given_on": TODAY + DAY}, ["given_on"]),
        ({"given_on": None, "lasts_until": TODAY}, []),
        ({"receiver": "other"}, ["receiver_words"]),
        ({"receiver": "other", "receiver_words": "Klubben"}, []),
        ({"way": "oral"}, ["witness"]),
        ({"way": "oral", "witness": "Vagten"}, []),
    ],
)
def test_what_cannot_have_been_said(change: dict[str, Any], expected: list[str]) -> None:
    said = {"receiver": "police", "way": "written", "answer": "yes", "given_on": TODAY}

    found = find_consent_problems(said | change, today=TODAY)

    assert [problem.field for problem in found] == expected


@pytest.mark.parametrize(
    ("withdrawn_on", "refused"),
    [
        (TODAY, False),
        (TODAY - DAY, False),
        (TODAY - 2 * DAY, True),
        (TODAY + DAY, True),
        (None, False),
    ],
)
def test_it_is_withdrawn_between_the_answer_and_today(
    withdrawn_on: date | None, refused: bool
) -> None:
    problem = find_withdrawal_problem(withdrawn_on, given_on=TODAY - DAY, today=TODAY)

    assert (problem is not None) is refused


def test_how_long_it_holds_in_words() -> None:
    assert until_words(None) == "til det trækkes tilbage"
    assert until_words(TODAY) == "til og med 30. november 2026"
