"""Erasing from the pages: the box on a closed case, the forms, and the certificate that is left."""

from __future__ import annotations

from datetime import timedelta

import pytest

from casework.models import Case
from casework.queries import removed
from stopext.access import clock
from stopext.access.roles import Role
from stopext.web.dates import format_date
from tests.casework.erasing import closed, erase, propose
from tests.casework.pages.browsing import MOST_ON_CASE_PAGE, page_queries, saved, send, text_of, url
from tests.casework.samples import NAME
from tests.support.world import HOME, Person, World


@pytest.fixture
def leading(world: World) -> Person:
    """The coordinator, who proposes."""
    return world.person(HOME, Role.COORDINATOR)


@pytest.fixture
def leader(world: World) -> Person:
    """The leader, who approves."""
    return world.person(HOME, Role.LEADER)


@pytest.fixture
def case(leading: Person) -> Case:
    """A case whose time has come."""
    with leading.acts():
        return closed(leading)


def test_one_proposes_another_erases_and_the_certificate_is_left(
    leading: Person, leader: Person, case: Case
) -> None:
    theirs, hers = leading.browser(), leader.browser()
    assert "Fristen er nået" in text_of(theirs.get(url("case", case.pk)))

    saved(theirs, url("propose_erasure", case.pk), archiving="discard")
    page = text_of(theirs.get(url("case", case.pk)))
    assert f"{leading.actor.name} foreslog sletning" in page
    link = f'href="{url("erase", case.pk)}"'
    assert link not in page
    assert link in text_of(hers.get(url("case", case.pk)))

    refused = send(hers, url("erase", case.pk))
    assert (refused.status_code, "Sæt kryds" in text_of(refused)) == (422, True)
    assert saved(hers, url("erase", case.pk), sure="on") == url("case", case.pk)

    page = text_of(hers.get(url("case", case.pk)))
    assert "Slettebevis" in page
    for words in (leading.actor.name, leader.actor.name, "Notater", "Skal ikke bevares"):
        assert words in page
    assert (NAME in page, "M. P." in page) == (False, False)


def test_the_handing_over_asks_for_the_receipt_and_keeps_what_was_chosen(
    leading: Person, case: Case
) -> None:
    refused = send(leading.browser(), url("propose_erasure", case.pk), archiving="handed_over")
    page = text_of(refused)
    assert refused.status_code == 422
    assert "arkivets kvittering" in page
    assert 'value="handed_over"' in page
    assert "checked" in page.split('value="handed_over"')[1].split(">")[0]


@pytest.mark.parametrize("value", ["", "alt", "\x00"])
def test_an_unknown_choice_is_refused(leading: Person, case: Case, value: str) -> None:
    assert (
        send(leading.browser(), url("propose_erasure", case.pk), archiving=value).status_code == 422
    )


def test_a_stop_is_shown_changed_and_lifted(leading: Person, leader: Person, case: Case) -> None:
    browser, address = leading.browser(), url("hold_erasure", case.pk)
    day = clock.today() + timedelta(days=40)

    late = send(browser, address, reason="Klage", until="31.02.2027")
    assert (late.status_code, "31.02.2027" in text_of(late)) == (422, True)
    far = send(browser, address, reason="Klage", until="01.01.2190")
    assert (far.status_code, "højst et år" in text_of(far)) == (422, True)
    saved(browser, address, reason="Borgeren har klaget.", until=day.strftime("%d.%m.%Y"))

    page = text_of(browser.get(url("case", case.pk)))
    assert f"Til {format_date(day)}" in page
    assert "Borgeren har klaget." in page
    assert browser.get(url("propose_erasure", case.pk)).status_code == 403
    assert leader.browser().get(url("erase", case.pk)).status_code == 403
    browser.post(url("release_hold", case.pk))
    page = text_of(browser.get(url("case", case.pk)))
    assert ("ikke længere stoppet" in page, "Borgeren har klaget." in page) == (True, False)
    assert "ikke stoppet" in text_of(browser.post(url("release_hold", case.pk), follow=True))


def test_nobody_comes_to_the_act_alone(leading: Person, leader: Person, case: Case) -> None:
    with leader.acts():
        propose(leader, case)
    assert leader.browser().get(url("erase", case.pk)).status_code == 403
    assert leading.browser().get(url("erase", case.pk)).status_code == 403


def test_cases_whose_time_has_come_are_found(leading: Person, leader: Person, case: Case) -> None:
    for person in (leading, leader):
        page = text_of(person.browser().get("/start/"))
        assert "Sager, der kan slettes" in page
        assert case.number in page.split("Sager, der kan slettes")[1]
        assert case.number in text_of(person.browser().get("/sager/?erasable=on"))
    with leading.acts():
        propose(leading, case)
    with leader.acts():
        erase(leader, case)
    assert case.number not in text_of(leader.browser().get("/sager/?erasable=on"))
    assert case.number not in text_of(leader.browser().get("/sager/"))
    assert case.number in text_of(leader.browser().get("/sager/?ended=on"))


def test_the_certificate_names_everything_that_went(
    leading: Person, leader: Person, case: Case
) -> None:
    with leading.acts():
        propose(leading, case)
    with leader.acts():
        # That somebody is the citizen of another case is told to nobody who may not see that one.
        assert set(erase(leader, case).removed) == {*removed.words()} - {"casework_partyrelation"}


def test_the_page_of_an_erased_case_costs_little(
    leading: Person, leader: Person, case: Case
) -> None:
    browser = leader.browser()
    assert len(page_queries(browser, url("case", case.pk))) <= MOST_ON_CASE_PAGE
    with leading.acts():
        propose(leading, case)
    with leader.acts():
        erase(leader, case)
    assert len(page_queries(browser, url("case", case.pk))) <= MOST_ON_CASE_PAGE
