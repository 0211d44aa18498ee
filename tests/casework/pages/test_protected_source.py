"""A protected source is not passed on in somebody's words unnoticed."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from casework import actions
from casework.models import Case, Concern, Disclosure
from casework.rules.codes import NoteKind
from stopext.access.errors import Invalid
from stopext.access.roles import Role
from stopext.audit.models import AuditEvent
from tests.casework.pages.browsing import send, text_of, url
from tests.casework.pages.test_intake_pages import DANGER, OBSERVED, PERSON, REFERRER
from tests.casework.pages.test_intake_pages import url as intake
from tests.casework.pages.test_sharing_pages import fields
from tests.casework.samples import new_case
from tests.support.world import HOME, Person, World

ALWAYS = "Kilden er beskyttet"
WARNING = "ser ud til at stå her: "
AT_INTAKE = "ser ud til at stå i det, der er set og hørt"
SOURCE: dict[str, Any] = {
    "referrer_name": "Birthe Kildesen",
    "referrer_contact": "bk@skole.example",
}
TOLD = "Fra: Birthe Kildesen <bk@skole.example>. Han truede en dreng."


@pytest.fixture
def leading(world: World) -> Person:
    """The coordinator."""
    return world.person(HOME, Role.COORDINATOR)


def opened(leading: Person, **changes: Any) -> tuple[Case, str]:
    """A case with such a concern, and the key of what was seen."""
    with leading.acts():
        case = new_case(leading.actor, observed=TOLD, **SOURCE, **changes)
        return case, f"concern-{case.concerns.get().pk}-observed"


@pytest.mark.parametrize("form", ["share", "hand_over"])
def test_the_words_that_tell_are_told_before_they_are_sent(leading: Person, form: str) -> None:
    case, key = opened(leading, protected_source=True)
    browser, address = leading.browser(), url(form, case.pk)
    first = text_of(browser.get(address))
    assert (ALWAYS in first, WARNING in first, 'name="source_known"' in first) == (
        True,
        False,
        False,
    )

    told = send(browser, address, **fields(items=[key]))

    assert told.status_code == 422
    assert f"{WARNING}Set og hørt, modtaget " in text_of(told)
    assert send(browser, address, **fields(items=[key], source_known="on")).status_code == 302
    with leading.acts():
        assert len(Disclosure.objects.for_actor(leading.actor)) == 1
        events = AuditEvent.objects.filter(action="disclosure.share")
        assert [one.details["source_known"] for one in events] == [1] * (form == "share")


@pytest.mark.parametrize(
    ("form", "asked"),
    [
        ("share", "Hvorfor er det nødvendigt at dele"),
        ("hand_over", "Hvorfor overdrages sagen til politiet"),
    ],
    ids=["share", "hand-over"],
)
def test_the_reason_tells_too_and_what_does_not_is_sent(
    leading: Person, form: str, asked: str
) -> None:
    case, _key = opened(leading, protected_source=True)
    with leading.acts():
        note = actions.write_note(
            by=leading.actor, case=case, kind=NoteKind.CALL, text="Uden navne"
        )
    browser, address = leading.browser(), url(form, case.pk)
    sent = {"items": [f"note-{note.pk}"]}

    told = send(browser, address, **fields(**sent, necessity="Birthe har set det i skolen."))

    assert f"{WARNING}{asked}." in text_of(told)
    assert send(browser, address, **fields(**sent)).status_code == 302


def test_why_a_disclosure_ends_is_read_by_both_and_waits_for_the_tick(leading: Person) -> None:
    case, _key = opened(leading, protected_source=True)
    browser = leading.browser()
    assert send(browser, url("share", case.pk), **fields()).status_code == 302
    with leading.acts():
        row = Disclosure.objects.for_actor(leading.actor).get()
    address = url("withdraw", case.pk, row.pk)
    assert 'name="source_known"' not in text_of(browser.get(address))

    told = send(browser, address, reason="Birthe har fortrudt.")

    assert told.status_code == 422
    assert "ser ud til at stå i begrundelsen" in text_of(told)
    assert 'name="source_known"' in text_of(told)
    with leading.acts(), pytest.raises(Invalid, match="stå i begrundelsen"):
        actions.withdraw(by=leading.actor, disclosure=row, reason="Birthe har fortrudt.")
    sent = {"reason": "Birthe har fortrudt.", "source_known": "on"}
    assert send(browser, address, **sent).status_code == 302
    with leading.acts():
        (event,) = AuditEvent.objects.filter(action="disclosure.withdraw")
        assert event.details["source_known"] == 1


def test_a_source_that_is_not_protected_is_not_spoken_of(leading: Person) -> None:
    case, key = opened(leading)
    browser, address = leading.browser(), url("share", case.pk)

    assert ALWAYS not in text_of(browser.get(address))
    assert send(browser, address, **fields(items=[key])).status_code == 302


@pytest.mark.parametrize(
    ("observed", "protected", "warned"),
    [(TOLD, "on", True), ("Uden navne", "on", False), (TOLD, "", False)],
    ids=["told", "not-told", "open"],
)
def test_who_registers_is_told_at_once(
    leading: Person, observed: str, protected: str, warned: bool
) -> None:
    browser, key = leading.browser(), uuid4()
    pages = {
        "fare": DANGER,
        "person": PERSON,
        "gentagelse": {},
        "observation": {**OBSERVED, "observed": observed},
        "henvendelse": {**REFERRER, **SOURCE, "protected_source": protected},
    }
    for slug, sent in pages.items():
        answer = browser.post(intake(key, slug), sent)
        assert answer.status_code == 302

    assert (AT_INTAKE in text_of(browser.get(answer["Location"]))) == warned
    with leading.acts():
        concern = Concern.objects.for_actor(leading.actor).get()
    registration = url("concern", concern.case_id, concern.pk)
    for _time in range(2):
        assert (AT_INTAKE in text_of(browser.get(registration))) == warned, "as long as it is so"
