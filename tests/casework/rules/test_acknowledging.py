"""The receipt to who told of a concern: what it must say; and which cases are looked at again."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from casework.rules.acknowledging import Acknowledged, check_acknowledgement
from casework.rules.aftercare import is_followed
from casework.rules.codes import ClosureReason
from casework.rules.contacts import ContactChannel
from casework.rules.retention import Rule
from stopext.access.errors import Invalid

TODAY = date(2026, 12, 2)
TOLD = TODAY - timedelta(days=2)
USUAL: dict[str, Any] = {
    "given_on": TODAY,
    "channel": ContactChannel.PHONE,
    "words": "",
    "told_on": TOLD,
    "today": TODAY,
}


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (Acknowledged.GIVEN, {}),
        (Acknowledged.GIVEN, {"given_on": TOLD}),
        (Acknowledged.NOT_GIVEN, {"given_on": None, "channel": None, "words": "Anonym"}),
    ],
)
def test_what_is_complete(answer: Acknowledged, said: dict[str, Any]) -> None:
    check_acknowledgement(answer, **{**USUAL, **said})


@pytest.mark.parametrize(
    ("answer", "said", "field"),
    [
        (Acknowledged.NOT_GIVEN, {"words": "  "}, "words"),
        (Acknowledged.GIVEN, {"given_on": None}, "given_on"),
        (Acknowledged.GIVEN, {"given_on": TODAY + timedelta(days=1)}, "given_on"),
        (Acknowledged.GIVEN, {"given_on": TOLD - timedelta(days=1)}, "given_on"),
        (Acknowledged.GIVEN, {"channel": None}, "channel"),
    ],
)
def test_what_is_missing_or_impossible(
    answer: Acknowledged, said: dict[str, Any], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        check_acknowledgement(answer, **{**USUAL, **said})

    assert refused.value.field == field


def test_only_a_case_with_help_is_looked_at_again() -> None:
    followed = {
        (reason, rule) for reason in ClosureReason for rule in Rule if is_followed(reason, rule)
    }

    assert {rule for _reason, rule in followed} == {Rule.MEASURES, Rule.CHILD}
    assert {reason for reason, _rule in followed} == {*ClosureReason} - {
        ClosureReason.POLICE,
        ClosureReason.DEPARTED,
    }
