"""Concerns reported from outside the team, and what the start page of each role says."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from casework import actions
from casework.models import Case, Report
from casework.rules.codes import Knowledge
from stopext.access import clock
from stopext.access.roles import Role
from stopext.accounts.actions import keep_contact
from stopext.accounts.contacts import kept_by
from stopext.accounts.models import Contact
from stopext.web.dates import format_datetime, format_time
from tests.casework.pages.browsing import text_of
from tests.casework.pages.test_intake_pages import DANGER, PERSON, REFERRER
from tests.casework.samples import CANARY, new_case
from tests.support.world import HOME, HOME_DISTRICT, NEIGHBOUR, World

CONTENT = {"observed": CANARY, "knowledge": "first_hand", "person": "Anna Modelsen"}


def send(world: World, **told: str) -> Report:
    """A concern from HOME's reporter, sent in the browser."""
    reporter, key = world.person(HOME, Role.REPORTER), uuid4()
    browser = reporter.browser()
    danger = DANGER | {"care_contact": "Kanarie-lægevagt"}
    assert browser.post(f"/sager/henvendelser/ny/{key}/fare/", danger).status_code == 302
    sent = browser.post(f"/sager/henvendelser/ny/{key}/indhold/", CONTENT | told)
    with reporter.acts():
        report: Report = Report.objects.for_actor(reporter.actor).get()
    assert sent["Location"] == f"/sager/henvendelser/{report.pk}/kvittering/"
    return report


def test_two_pages_give_a_receipt_and_a_status(world: World) -> None:
    report = send(world)
    browser = world.person(HOME, Role.REPORTER).browser()
    receipt = browser.get(f"/sager/henvendelser/{report.pk}/kvittering/").content.decode()
    listed = browser.get("/sager/henvendelser/").content.decode()
    for html in (receipt, listed):
        assert (report.receipt in html, "Modtaget" in html) == (True, True)
        assert "UNDEFINED-TEMPLATE-VARIABLE" not in html
    # She reads again what she wrote; the list, which others may look at with her, says nothing.
    assert (CANARY in receipt, CANARY in listed) == (True, False)
    assert "Kanarie-lægevagt" in receipt


@pytest.mark.parametrize(
    ("age", "hour", "year_asked", "told_of_a_child"),
    [
        (14, "tæller som under 18 år, så henvendelsen vurderes inden 24 timer", False, True),
        (18, "tæller som under 18 år, så henvendelsen vurderes inden 24 timer", False, True),
        (40, "senest næste arbejdsdag", False, False),
        (None, "senest næste arbejdsdag", True, True),
    ],
    ids=["a child", "18 this year", "of age", "not told"],
)
def test_the_receipt_says_what_holds_for_whom_it_is_about(
    world: World, age: int | None, hour: str, year_asked: bool, told_of_a_child: bool
) -> None:
    report = send(world, birth_year=str(clock.today().year - age) if age else "")

    browser = world.person(HOME, Role.REPORTER).browser()
    html = browser.get(f"/sager/henvendelser/{report.pk}/kvittering/").content.decode()

    assert (hour in html, "ikke skrevet et fødselsår" in html) == (True, year_asked)
    assert ("førte til en undersøgelse" in html) is told_of_a_child
    assert ("Du får ikke at vide" in html) is not told_of_a_child


@pytest.mark.parametrize(("age", "said"), [(14, "Vurderes senest"), (40, "Læses senest")])
def test_what_waits_says_until_when_and_that_it_is_about_a_child(
    world: World, age: int, said: str
) -> None:
    year = {"birth_year": str(clock.today().year - age)}
    received = clock.now() - timedelta(days=2)
    with clock.at(received):
        report = send(world, **year)
    browser = world.person(HOME, Role.COORDINATOR).browser()
    for address in ("/sager/henvendelser/nye/", f"/sager/henvendelser/{report.pk}/"):
        html = browser.get(address).content.decode()
        assert (said in html, "Under 18 år" in html) == (True, age < 18)
        assert "Fødselsåret er ikke oplyst" not in html
    assert report.due_at == (received + timedelta(hours=24)) or age >= 18
    assert "deadline-overdue" in browser.get("/start/").content.decode() or age >= 18


def test_a_child_stands_first_on_the_start_page_however_many_came_before(world: World) -> None:
    reporter = world.person(HOME, Role.REPORTER)
    noon = (clock.now() - timedelta(days=1)).replace(hour=12, minute=0)
    given = {"danger": {}, "observed": CANARY, "knowledge": Knowledge.FIRST_HAND}
    born = [1980] * 6 + [clock.today().year - 10]
    for minutes, year in enumerate(born):
        with reporter.acts(), clock.at(noon + timedelta(minutes=minutes)):
            Report(
                municipality_id=HOME,
                reporter_id=reporter.actor.user_id,
                reporter_name=reporter.actor.name,
                receipt=f"KANA-{minutes:04d}",
                received_at=clock.now(),
                birth_year=str(year),
                **given,
            ).save(force_insert=True)
    start = world.person(HOME, Role.COORDINATOR).browser().get("/start/").content.decode()
    assert "KANA-0006" in start


def test_the_team_takes_it_up_with_everything_filled_in(world: World) -> None:
    report = send(world)
    coordinator = world.person(HOME, Role.COORDINATOR)
    browser = coordinator.browser()
    assert CANARY in browser.get("/sager/henvendelser/nye/").content.decode()
    begun = browser.post(f"/sager/henvendelser/{report.pk}/tag-op/")["Location"]
    assert browser.post(f"/sager/henvendelser/{report.pk}/tag-op/")["Location"] == begun
    key = begun.split("/")[3]
    assert "Kanarie-lægevagt" in browser.get(f"/sager/ny/{key}/fare/").content.decode()
    assert CANARY in browser.get(f"/sager/ny/{key}/observation/").content.decode()
    received = format_time(report.received_at)
    assert f'value="{received}"' in browser.get(f"/sager/ny/{key}/henvendelse/").content.decode()
    seen = {"observed": CANARY, "knowledge": "first_hand", "form": "mixed"}
    for slug, fields in (
        ("fare", DANGER),
        ("person", PERSON),
        ("gentagelse", {}),
        ("observation", seen),
        ("henvendelse", REFERRER),
    ):
        assert browser.post(f"/sager/ny/{key}/{slug}/", fields).status_code == 302
    with coordinator.acts():
        assert Report.objects.for_actor(coordinator.actor).get().status == "taken_up"
        # Also of who empties the fields: the clocks of the case count from it.
        assert Case.objects.for_actor(coordinator.actor).get().received_at == report.received_at
    again = browser.post(f"/sager/henvendelser/{report.pk}/tag-op/")
    assert again.status_code == 409
    reporter = world.person(HOME, Role.REPORTER).browser()
    assert "Taget op af kommunen" in reporter.get("/sager/henvendelser/").content.decode()


@pytest.mark.parametrize(
    ("authority", "role", "status"),
    [
        (NEIGHBOUR, Role.REPORTER, 404),
        (NEIGHBOUR, Role.COORDINATOR, 404),
        (HOME, Role.COORDINATOR, 404),
        (HOME_DISTRICT, Role.OFFICER, 404),
    ],
)
def test_nobody_else_reads_the_receipt(
    world: World, authority: int, role: Role, status: int
) -> None:
    report = send(world)
    answer = (
        world.person(authority, role).browser().get(f"/sager/henvendelser/{report.pk}/kvittering/")
    )
    assert (answer.status_code, report.receipt in answer.content.decode()) == (status, False)


def test_a_foreign_report_cannot_be_taken_up(world: World) -> None:
    report = send(world)
    for authority, role, status in (
        (NEIGHBOUR, Role.COORDINATOR, 404),
        (HOME, Role.CASEWORKER, 403),
        (HOME, Role.REPORTER, 404),
    ):
        browser = world.person(authority, role).browser()
        answer = browser.post(f"/sager/henvendelser/{report.pk}/tag-op/")
        assert answer.status_code == status


@pytest.mark.parametrize(
    ("authority", "role", "words"),
    [
        (HOME, Role.COORDINATOR, ("De næste frister", "Nye henvendelser", "Registrér bekymring")),
        (HOME, Role.CASEWORKER, ("De næste frister", "Registrér bekymring")),
        (HOME, Role.REPORTER, ("Mine henvendelser", "Skriv en henvendelse")),
        (HOME_DISTRICT, Role.OFFICER, ("Delt med jer",)),
    ],
)
def test_the_start_page_is_the_roles_work(
    world: World, authority: int, role: Role, words: tuple[str, ...]
) -> None:
    lead = world.person(HOME, Role.COORDINATOR)
    with lead.acts():
        case = new_case(lead.actor)
    html = world.person(authority, role).browser().get("/start/").content.decode()
    assert [word for word in words if word not in html] == []
    assert (case.number in html) is (role is Role.COORDINATOR)


def test_without_a_year_of_birth_the_clock_of_a_child_is_told(world: World) -> None:
    received = clock.now() - timedelta(hours=2)
    with clock.at(received):
        report = send(world)
    assert report.due_if_child == received + timedelta(hours=24)
    browser = world.person(HOME, Role.COORDINATOR).browser()
    for address in ("/sager/henvendelser/nye/", f"/sager/henvendelser/{report.pk}/"):
        words = " ".join(browser.get(address).content.decode().split())
        told = "Er personen under 18 år, skal henvendelsen vurderes senest"
        assert f"{told} {format_datetime(report.due_if_child)}" in words


def begun_by(world: World, report: Report, role: Role, observed: str) -> tuple[Any, str]:
    """Somebody takes the report up and writes three of the four pages."""
    browser = world.person(HOME, role).browser()
    begun = browser.post(f"/sager/henvendelser/{report.pk}/tag-op/")["Location"]
    home = begun.removesuffix("fare/")
    seen = {"observed": observed, "knowledge": "first_hand", "form": "mixed"}
    for slug, sent in (
        ("fare", DANGER),
        ("person", PERSON),
        ("gentagelse", {}),
        ("observation", seen),
    ):
        assert browser.post(f"{home}{slug}/", sent).status_code == 302
    return browser, home


def test_who_takes_it_up_second_is_led_out_with_her_text(world: World) -> None:
    report = send(world)
    first, one = begun_by(world, report, Role.LEADER, "Kanarie-første")
    second, other = begun_by(world, report, Role.COORDINATOR, "Kanarie-anden")
    assert "behandlet imens" not in text_of(second.get(f"{other}fare/"))
    case = first.post(f"{one}henvendelse/", REFERRER)["Location"]

    warned = text_of(second.get(f"{other}fare/"))
    assert ("behandlet imens" in warned, f"/sager/henvendelser/{report.pk}/" in warned) == (
        True,
        True,
    )
    source = {"referrer_name": "Kanarie-kilde", "protected_source": "on"}
    told = second.post(f"{other}henvendelse/", {**REFERRER, **source}, follow=True)

    page = text_of(told)
    assert told.status_code == 409
    leader = world.person(HOME, Role.LEADER).actor.name
    words = (f"allerede behandlet: {leader}, ", "Kanarie-anden", "Kanarie-kilde", f'href="{case}"')
    assert [word for word in words if word not in page] == []
    assert "Gem min udgave" not in page
    note = told.context["instead"]
    assert ("Kanarie-anden" in note.fields["text"], "kilde" in note.fields["text"]) == (True, False)
    assert "hvem en beskyttet kilde er, kommer ikke med i notatet" in page
    assert second.post(note.url, note.fields).status_code == 302
    assert "Kanarie-anden" in text_of(second.get(case))
    assert "Kanarie-kilde" in text_of(second.get(f"{other}henvendelse/"))
    with world.person(HOME, Role.LEADER).acts():
        assert Case.objects.for_actor(world.person(HOME, Role.LEADER).actor).count() == 1


def test_the_note_takes_every_field_and_then_the_draft_is_gone(world: World) -> None:
    report = send(world)
    first, one = begun_by(world, report, Role.LEADER, "Kanarie-første")
    second, other = begun_by(world, report, Role.COORDINATOR, "Kanarie-anden")
    case = first.post(f"{one}henvendelse/", REFERRER)["Location"]
    words = {
        "referrer_name": "Kanarie-navn",
        "citizen_informed": "no",
        "not_informed_reason": "Kanarie-hvorfor",
        "summary": "Kanarie-resumé",
    }
    told = second.post(f"{other}henvendelse/", {**REFERRER, **words}, follow=True)
    note = told.context["instead"]
    shown = [f"{label}\n{value}" for label, value in told.context["yours"]]
    assert [each for each in shown if each not in note.fields["text"]] == []
    canaries = ("Kanarie-anden", "Kanarie-navn", "Kanarie-hvorfor", "Kanarie-resumé")
    assert [each for each in canaries if each not in note.fields["text"]] == []
    assert "Påbegyndt" in text_of(second.get("/sager/"))

    assert second.post(note.url, note.fields).status_code == 302

    page = text_of(second.get(case))
    assert [each for each in canaries if each not in page] == []
    assert "Påbegyndt" not in text_of(second.get("/sager/"))


def test_nothing_more_is_told_of_a_case_she_may_not_see(world: World) -> None:
    report = send(world)
    first, one = begun_by(world, report, Role.LEADER, "Kanarie-første")
    second, other = begun_by(world, report, Role.COORDINATOR, "Kanarie-anden")
    case = first.post(f"{one}henvendelse/", REFERRER)["Location"]
    leader = world.person(HOME, Role.LEADER)
    with leader.acts():
        row = Case.objects.for_actor(leader.actor).get()
        mine = leader.actor.membership_id
        actions.restrict(by=leader.actor, case=row, version=row.version, membership_ids=[mine])

    told = second.post(f"{other}henvendelse/", REFERRER, follow=True)

    page = text_of(told)
    assert (told.status_code, told.context["instead"]) == (409, None)
    assert [word for word in (case, row.number, leader.actor.name) if word in page] == []
    assert "Kanarie-anden" in page
    assert second.get(told.context["back_url"]).status_code == 200


@pytest.mark.parametrize("phone", ["00 00 12 34", ""], ids=["kept", "not kept"])
def test_the_receipt_says_whom_to_ring_where_no_year_was_told(world: World, phone: str) -> None:
    leader, report = world.person(HOME, Role.LEADER), send(world)
    with leader.acts():
        kept = kept_by(leader.actor).get(use=Contact.Use.NOTIFICATION)
        said = {"name": "Modtagelsen", "phone": phone, "email": "m@kommune.example", "hours": ""}
        keep_contact(by=leader.actor, contact=kept, version=kept.version, **said)

    browser = world.person(HOME, Role.REPORTER).browser()
    html = text_of(browser.get(f"/sager/henvendelser/{report.pk}/kvittering/"))

    assert (f"Modtagelsen, {phone}" in html) is bool(phone)
    assert ("Ring til kommunens hovednummer" in html) is not bool(phone)
