"""The last look before a concern is registered, and what is refused on the way to it."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

import pytest

from casework.models import Case, Concern
from casework.rules.clocks import COPENHAGEN
from stopext.access import clock
from stopext.access.roles import Role
from tests.casework.pages.browsing import text_of
from tests.casework.pages.test_intake_pages import DANGER, OBSERVED, PERSON, REFERRER, url
from tests.casework.samples import CPR
from tests.support.world import HOME, Person, World

NOON = datetime(2026, 11, 29, 12, 0, tzinfo=COPENHAGEN)
YES = {**DANGER, "weapon": "yes"}


@pytest.fixture
def lead(world: World) -> Person:
    """The coordinator."""
    return world.person(HOME, Role.COORDINATOR)


def test_a_time_that_today_has_not_reached_is_refused(lead: Person) -> None:
    browser, key = lead.browser(), uuid4()
    with clock.at(NOON):
        refused = browser.post(url(key, "fare"), {**YES, "police_time": "23.59"})
        assert (refused.status_code, "skriv datoen" in text_of(refused)) == (422, True)
        sent = {**YES, "police_time": "23.59", "police_date": "28.11.2026"}
        assert browser.post(url(key, "fare"), sent).status_code == 302


def test_the_summary_says_which_day_and_that_there_is_a_number(lead: Person) -> None:
    browser, key = lead.browser(), uuid4()
    with clock.at(NOON):
        assert browser.post(url(key, "fare"), {**YES, "police_time": "11.30"}).status_code == 302
        known = {**PERSON, "cpr": CPR}
        assert browser.post(url(key, "person"), known).status_code == 302
        assert browser.post(url(key, "gentagelse"), {}).status_code == 302
        assert browser.post(url(key, "observation"), OBSERVED).status_code == 302
        page = text_of(browser.get(url(key, "henvendelse")))
    assert ("29. nov. kl. 11.30" in page, f"{CPR[:6]}-••••" in page) == (True, True)
    assert (CPR in page, CPR.replace("-", "") in page) == (False, False)


def test_a_page_that_is_not_finished_shows_no_number(lead: Person) -> None:
    browser, key = lead.browser(), uuid4()
    browser.post(url(key, "person"), {**PERSON, "cpr": CPR, "birth_year": "1850"})
    page = text_of(browser.get(url(key, "henvendelse")))
    assert (CPR in page, CPR.replace("-", "") in page) == (False, False)


def test_a_year_that_is_not_the_numbers_says_the_numbers(lead: Person) -> None:
    sent = {**PERSON, "cpr": CPR, "birth_year": "1999"}
    refused = text_of(lead.browser().post(url(uuid4(), "person"), sent))
    assert "Fødselsåret passer ikke til CPR-nummeret, som giver 2008" in refused


def test_who_is_not_told_is_not_told_for_a_reason(lead: Person) -> None:
    browser, key = lead.browser(), uuid4()
    for slug, sent in (("fare", DANGER), ("person", PERSON), ("observation", OBSERVED)):
        assert browser.post(url(key, slug), sent).status_code == 302
    assert browser.post(url(key, "gentagelse"), {}).status_code == 302
    said = {**REFERRER, "citizen_informed": "no"}
    refused = browser.post(url(key, "henvendelse"), said)
    assert (refused.status_code, "databeskyttelsesloven § 22" in text_of(refused)) == (422, True)
    said["not_informed_reason"] = "Kanarie-hensyn"
    told = browser.post(url(key, "henvendelse"), {**said, "citizen_informed": "yes"})
    page = text_of(told)
    assert (told.status_code, "slet begrundelsen" in page, "Kanarie-hensyn" in page) == (
        422,
        True,
        True,
    )
    assert browser.post(url(key, "henvendelse"), said).status_code == 302
    with lead.acts():
        assert Case.objects.for_actor(lead.actor).count() == 1
        assert Concern.objects.for_actor(lead.actor).get().not_informed_reason == "Kanarie-hensyn"


def test_a_doctor_is_enough_for_who_talks_of_dying_and_no_call_is_made_up(lead: Person) -> None:
    browser, key = lead.browser(), uuid4()
    dying = {**DANGER, "suicidal": "yes"}
    refused = browser.post(url(key, "fare"), dying)
    assert (refused.status_code, "lægevagt eller psykiatri der er" in text_of(refused)) == (
        422,
        True,
    )
    errors = refused.context["form"].errors
    assert list(errors) == ["care_contact"], "it is told where it can be answered"
    late = browser.post(url(key, "fare"), {**dying, "police_time": "25.00"})
    assert list(late.context["form"].errors) == ["police_time"], "one fault at a time"
    pages = {
        "fare": {**dying, "care_contact": "Kanarie-lægevagt kl. 8"},
        "person": PERSON,
        "gentagelse": {},
        "observation": OBSERVED,
        "henvendelse": REFERRER,
    }
    for slug, sent in pages.items():
        answer = browser.post(url(key, slug), sent)
        assert answer.status_code == 302
    case = text_of(browser.get(answer["Location"]))
    assert ("Kanarie-lægevagt" in case, "politiet er kontaktet" in case) == (True, False)
    with lead.acts():
        concern = Concern.objects.for_actor(lead.actor).get()
    whole = text_of(browser.get(f"/sager/{concern.case_id}/bekymring/{concern.pk}/"))
    assert ("Kanarie-lægevagt" in whole, concern.police_contacted_at) == (True, None)
