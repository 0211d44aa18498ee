from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from casework.rules.clocks import COPENHAGEN
from casework.rules.disclosure import (
    DisclosureDraft,
    DisclosureError,
    DisclosureStatus,
    check_disclosure,
    default_expiry,
    expires_at,
    find_problems,
    status_at,
)
from casework.rules.legal import LEGAL_BASES, LegalBasis

TODAY = date(2026, 11, 30)
GOOD = DisclosureDraft(
    items=("note:1",),
    legal_basis=LegalBasis.RPL_115_1,
    necessity="Infohuset skal kende det sete.",
    expires_on=default_expiry(TODAY),
    acknowledged=True,
)
#: Consents that a draft may rest on; one ends before the disclosure would.
HELD = {"a": None, "short": date(2026, 12, 24)}
ON_CONSENT = {"legal_basis": LegalBasis.CONSENT, "citizen_informed": "yes"}
UNTOLD = {"citizen_informed": "unknown"}


def fields(draft: DisclosureDraft) -> list[str]:
    return [problem.field for problem in find_problems(draft, today=TODAY)]


def test_a_complete_draft_passes_and_lasts_three_months_by_default() -> None:
    check_disclosure(GOOD, today=TODAY)
    assert GOOD.expires_on == date(2027, 2, 28)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"items": ()}, ["items"]),
        ({"unread": ["Notat"]}, ["items"]),
        ({"legal_basis": "gut_feeling"}, ["legal_basis"]),
        (ON_CONSENT, ["legal_basis"]),
        (ON_CONSENT | {"consents": {"a": None}}, ["consent"]),
        (ON_CONSENT | {"consent": "b", "consents": HELD}, ["consent"]),
        (ON_CONSENT | {"consent": "a", "consents": HELD}, []),
        (ON_CONSENT | {"consent": "short", "consents": HELD}, ["expires_on"]),
        (ON_CONSENT | UNTOLD | {"consent": "a", "consents": HELD}, ["citizen_informed"]),
        ({"consent": "a", "consents": HELD}, ["consent"]),
        ({"necessity": "Det er rart" + " " * 20}, ["necessity"]),
        ({"expires_on": TODAY}, ["expires_on"]),
        ({"expires_on": date(2027, 11, 30)}, []),
        ({"expires_on": date(2027, 12, 1)}, ["expires_on"]),
        ({"acknowledged": False}, ["acknowledged"]),
        ({"citizen_informed": "no"}, ["not_informed_reason"]),
        ({"citizen_informed": "no", "not_informed_reason": "Et hensyn"}, []),
        ({"citizen_informed": "unknown", "not_informed_reason": "Et hensyn"}, []),
        ({"citizen_informed": "yes", "not_informed_reason": "Et hensyn"}, ["not_informed_reason"]),
        ({"sources_in": ["Notat"]}, ["source_known"]),
        ({"sources_in": ["Notat"], "source_known": True}, []),
        ({"acknowledged": False, "legal_basis": LegalBasis.FVL_28}, []),
        ({"acknowledged": False, "legal_basis": "x"}, ["legal_basis", "acknowledged"]),
    ],
)
def test_each_rule(change: dict[str, object], expected: list[str]) -> None:
    assert fields(replace(GOOD, **change)) == expected  # type: ignore[arg-type]


def test_all_problems_are_told_at_once() -> None:
    empty = DisclosureDraft((), "", "", TODAY, acknowledged=False)
    with pytest.raises(DisclosureError) as error:
        check_disclosure(empty, today=TODAY)
    assert [problem.field for problem in error.value.problems] == [
        "items",
        "legal_basis",
        "necessity",
        "expires_on",
        "acknowledged",
    ]
    assert "Vælg mindst én oplysning" in str(error.value)


def test_status_changes_at_the_instant() -> None:
    end = expires_at(TODAY)
    second = timedelta(seconds=1)
    noon = datetime(2026, 11, 30, 12, tzinfo=COPENHAGEN)
    assert status_at(end - second, expires=end, withdrawn_at=None) is DisclosureStatus.ACTIVE
    assert status_at(end, expires=end, withdrawn_at=None) is DisclosureStatus.EXPIRED
    assert status_at(noon, expires=end, withdrawn_at=noon) is DisclosureStatus.WITHDRAWN
    assert status_at(noon - second, expires=end, withdrawn_at=noon) is DisclosureStatus.ACTIVE


def test_every_legal_basis_is_explained() -> None:
    assert list(LEGAL_BASES) == list(LegalBasis)
    for text in LEGAL_BASES.values():
        assert all([str(text.explanation), str(text.paraphrase), text.source])
    no_investigation = {key for key, text in LEGAL_BASES.items() if text.not_for_investigation}
    assert no_investigation >= {
        LegalBasis.RPL_115_1,
        LegalBasis.RPL_115_2,
        LegalBasis.RPL_115_3,
    }
