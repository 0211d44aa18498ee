from dataclasses import replace
from datetime import date

import pytest

from casework.rules.closing import (
    ClosingError,
    ClosingFacts,
    EarlierConcern,
    FindingKey,
    Severity,
    can_close,
    check_closing,
    closing_findings,
)
from casework.rules.codes import ClosureReason, Judgement

CLEAR = ClosingFacts(
    reason=ClosureReason.UNFOUNDED, assessment="En enkelt handling, som skolen følger op på."
)
EARLIER = EarlierConcern("2026-0851-0003", date(2026, 4, 1), ClosureReason.UNFOUNDED)


def test_an_unfounded_concern_closes_without_a_single_question() -> None:
    assert closing_findings(CLEAR) == ()
    check_closing(CLEAR)


@pytest.mark.parametrize(
    ("change", "key", "severity"),
    [
        ({"assessment": "Kort."}, FindingKey.ASSESSMENT_MISSING, Severity.BLOCKING),
        ({"open_measures": 2}, FindingKey.OPEN_MEASURES, Severity.BLOCKING),
        ({"under_18": True}, FindingKey.MINOR_NOTICE, Severity.BLOCKING),
        ({"last_judgement": Judgement.HIGH}, FindingKey.LEADER_APPROVAL, Severity.BLOCKING),
        ({"reason": ClosureReason.MOVED}, FindingKey.MOVED_RECEIPT, Severity.BLOCKING),
        ({"earlier_concerns": [EARLIER]}, FindingKey.EARLIER_CONCERNS, Severity.ACKNOWLEDGE),
        ({"open_disclosures": 1}, FindingKey.OPEN_DISCLOSURES, Severity.ACKNOWLEDGE),
        ({"screening_pending": True}, FindingKey.SCREENING_PENDING, Severity.ACKNOWLEDGE),
        ({"joint_unsigned": True}, FindingKey.JOINT_UNSIGNED, Severity.ACKNOWLEDGE),
    ],
)
def test_each_finding(change: dict[str, object], key: FindingKey, severity: Severity) -> None:
    facts = replace(CLEAR, **change)  # type: ignore[arg-type]
    assert [(found.key, found.severity) for found in closing_findings(facts)] == [(key, severity)]
    assert not can_close(facts)
    answered = can_close(facts, {key: "Fordi mønsteret er forklaret."})
    assert answered is (severity is Severity.ACKNOWLEDGE)
    assert not can_close(facts, {key: "   "})


@pytest.mark.parametrize(
    "change",
    [
        {"under_18": True, "underretning_decided": True},
        {"last_judgement": Judgement.HIGH, "leader_approved": True},
        {"last_judgement": Judgement.MODERATE},
        {"reason": ClosureReason.MOVED, "handover_received": True},
    ],
)
def test_what_removes_a_blocking_finding(change: dict[str, object]) -> None:
    assert closing_findings(replace(CLEAR, **change)) == ()  # type: ignore[arg-type]


def test_earlier_concerns_are_listed_oldest_first_with_how_they_ended() -> None:
    newer = EarlierConcern("2026-0851-0009", date(2026, 9, 2), None)
    (found,) = closing_findings(replace(CLEAR, earlier_concerns=[newer, EARLIER]))
    assert found.text == (
        "Kommunen har før modtaget bekymring om samme borger: "
        "2026-0851-0003 (1. april 2026, Ubegrundet), "
        "2026-0851-0009 (2. september 2026, ikke afsluttet). "
        "Skriv, hvorfor mønsteret ikke giver grund til at fortsætte."
    )


def test_a_case_is_not_named_as_an_earlier_one_of_itself() -> None:
    repeat = EarlierConcern("2026-0851-0011", date(2026, 11, 16), None, in_this_case=True)
    (found,) = closing_findings(replace(CLEAR, earlier_concerns=[repeat]))
    assert "samme borger: 16. november 2026 (i denne sag). Skriv" in found.text
    assert repeat.reference not in found.text


def test_blocking_comes_first_and_every_text_is_in_the_error() -> None:
    facts = replace(CLEAR, open_measures=1, open_disclosures=3, under_18=True)
    with pytest.raises(ClosingError) as error:
        check_closing(facts)
    assert [found.key for found in error.value.findings] == [
        FindingKey.OPEN_MEASURES,
        FindingKey.MINOR_NOTICE,
        FindingKey.OPEN_DISCLOSURES,
    ]
    assert "1 indsats er ikke afsluttet." in str(error.value)
    assert "3 delinger er stadig åbne." in str(error.value)
