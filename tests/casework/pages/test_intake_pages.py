"""Registering a concern as a browser sees it: four pages, kept between them."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from casework.models import Case, Concern, RepeatCheck
from casework.views.intake_pages import INTAKE, REPEATS, SOURCE
from stopext.access.roles import Role
from tests.casework.samples import CANARY, CPR, NAME, new_case
from tests.casework.samples import person as citizen
from tests.support.world import HOME, NEIGHBOUR, World

DANGER = dict.fromkeys(("weapon", "target_or_plan", "departure", "suicidal"), "no")
PERSON = {"known": "yes", "name": NAME}
OBSERVED = {"observed": CANARY, "knowledge": "first_hand", "form": "mixed"}
REFERRER = {"channel": "phone", "referrer_type": "school", "citizen_informed": "yes"}
MANDATORY = (*DANGER, *PERSON, *OBSERVED, *REFERRER)
UNDEFINED = "UNDEFINED-TEMPLATE-VARIABLE"
SAID_BY = "aria-describedby"


def url(key: object, slug: str) -> str:
    return f"/sager/ny/{key}/{slug}/"


def fill(browser: Client, key: object, **person: str) -> None:
    """The first three pages."""
    assert browser.post(url(key, "fare"), DANGER).status_code == 302
    assert browser.post(url(key, "person"), PERSON | person).status_code == 302
    assert browser.post(url(key, "observation"), OBSERVED).status_code == 302


def test_four_pages_and_twelve_fields_make_a_case(world: World) -> None:
    browser, key = world.person(HOME, Role.COORDINATOR).browser(), uuid4()
    assert len(MANDATORY) == 12
    fill(browser, key)
    page = browser.get(url(key, "gentagelse"))
    assert "Ingen bekymring, du må kende til" in page.content.decode()
    assert browser.post(url(key, "gentagelse"), {}).status_code == 302
    last = browser.get(url(key, "henvendelse")).content.decode()
    assert (CANARY in last, UNDEFINED in last) == (True, False)
    answer = browser.post(url(key, "henvendelse"), REFERRER)
    person = world.person(HOME, Role.COORDINATOR)
    with person.acts():
        case = Case.objects.for_actor(person.actor).get()
        assert answer["Location"] == f"/sager/{case.pk}/"
        assert (case.number[5:], case.state, case.subject.name) == (
            "0851-0001",
            "received",
            NAME,
        )
        concern = Concern.objects.for_actor(person.actor).get()
        assert (concern.observed, concern.interpreted, concern.channel) == (CANARY, "", "phone")
        assert RepeatCheck.objects.for_actor(person.actor).get().hits == []
    assert "Påbegyndt" not in browser.get("/sager/").content.decode()


@pytest.mark.parametrize("field", MANDATORY)
def test_each_mandatory_field_is_asked_for(world: World, field: str) -> None:
    browser, key = world.person(HOME, Role.CASEWORKER).browser(), uuid4()
    pages = {"fare": DANGER, "person": PERSON, "observation": OBSERVED, "henvendelse": REFERRER}
    slug = next(slug for slug, fields in pages.items() if field in fields)
    sent = {name: value for name, value in pages[slug].items() if name != field}
    page = browser.post(url(key, slug), sent)
    body = page.content.decode()
    assert (page.status_code, f'id="id_{field}' in body) == (422, True)
    assert re.search(r"Noget mangler", body)


def test_danger_is_not_passed_without_the_police(world: World) -> None:
    browser, key = world.person(HOME, Role.CASEWORKER).browser(), uuid4()
    page = browser.get(url(key, "fare")).content.decode()
    assert 'href="tel:112"' in page
    label = re.search(r'<label[^>]*for="id_police_time"[^>]*>(.*?)</label>', page, re.DOTALL)
    assert label is not None
    assert label[1].strip() == "Politiet er kontaktet kl."
    assert "Skal udfyldes, hvis du svarer ja til et af de tre første spørgsmål." in page
    refused = browser.post(url(key, "fare"), DANGER | {"weapon": "yes"})
    assert refused.status_code == 422
    assert "Skriv, hvornår politiet er kontaktet" in refused.content.decode()
    passed = browser.post(url(key, "fare"), DANGER | {"weapon": "yes", "police_time": "00.01"})
    assert passed.status_code == 302


def test_a_name_in_other_letters_is_asked_for_in_latin_ones_and_may_stand_beside(
    world: World,
) -> None:
    browser, key = world.person(HOME, Role.CASEWORKER).browser(), uuid4()
    browser.post(url(key, "fare"), DANGER)
    page = browser.get(url(key, "person")).content.decode()
    assert "med latinske bogstaver. Den oprindelige skrivemåde kan stå efter" in page

    answers = [
        browser.post(url(key, "person"), PERSON | {"name": name}).status_code
        for name in ("Анна", "Anna (Анна)")
    ]

    assert answers == [422, 302]


def test_a_known_citizen_cannot_be_passed_over(world: World) -> None:
    person = world.person(HOME, Role.COORDINATOR)
    with person.acts():
        first = new_case(person.actor)
    browser, key = person.browser(), uuid4()
    fill(browser, key, name="Malte Prøvesen")
    page = browser.get(url(key, "gentagelse")).content.decode()
    assert (first.number in page, NAME in page) == (True, True)
    assert browser.post(url(key, "gentagelse"), {}).status_code == 422
    skipped = browser.post(url(key, "henvendelse"), REFERRER)
    assert skipped["Location"] == url(key, "gentagelse")
    with person.acts():
        assert Case.objects.for_actor(person.actor).count() == 1
    answer = {f"hit-{first.subject_id}": "same"}
    assert browser.post(url(key, "gentagelse"), answer).status_code == 302
    assert browser.post(url(key, "henvendelse"), REFERRER)["Location"] == f"/sager/{first.pk}/"
    with person.acts():
        assert Concern.objects.for_actor(person.actor).filter(case=first).count() == 2


def test_the_page_offers_no_same_person_where_the_cpr_numbers_differ(world: World) -> None:
    person = world.person(HOME, Role.COORDINATOR)
    with person.acts():
        twin = new_case(person.actor, citizen(cpr=CPR, birth_year=None))
    browser, key = person.browser(), uuid4()
    fill(browser, key, cpr=f"{CPR[:-1]}9".replace("-", "\u00a0–\u00a0"))
    page = browser.get(url(key, "gentagelse")).content.decode()
    assert ("samme fødselsår; CPR-numrene er forskellige." in page) is True
    assert ('value="same"' in page, 'value="other"' in page) == (False, True)
    sent = browser.post(url(key, "gentagelse"), {f"hit-{twin.subject_id}": "same"})
    assert sent.status_code == 422


@pytest.mark.parametrize("protected", [False, True])
def test_a_protected_citizen_is_marked_where_she_is_compared(world: World, protected: bool) -> None:
    person = world.person(HOME, Role.COORDINATOR)
    with person.acts():
        new_case(person.actor, citizen(address_protected=protected))
    browser, key = person.browser(), uuid4()
    fill(browser, key)
    page = browser.get(url(key, "gentagelse")).content.decode()
    assert (NAME in page, "Navne- og adressebeskyttet" in page) == (True, protected)


def test_what_is_refused_is_said_to_whoever_does_not_see_it(world: World) -> None:
    """In the title, in a summary whose links reach, and beside each control or its group."""
    browser, key = world.person(HOME, Role.COORDINATOR).browser(), uuid4()
    fill(browser, key)
    browser.post(url(key, "gentagelse"), {})
    for slug in ("fare", "person", "observation", "henvendelse"):
        answer = browser.post(url(key, slug), {})
        page = BeautifulSoup(answer.content, "lxml")
        ids = {str(tag["id"]) for tag in page.select("[id]")}
        links = [str(tag["href"]) for tag in page.select("[data-error-summary] a")]
        wrong = page.select("[aria-invalid]")
        groups = [
            tag if tag.get("aria-describedby") else tag.find_parent("fieldset") for tag in wrong
        ]
        said = [str(tag["aria-describedby"]).split() for tag in groups if tag]
        assert answer.status_code == 422
        assert page.title is not None
        assert page.title.get_text().strip().startswith("Fejl:"), slug
        assert links, slug
        assert [link for link in links if link[1:] not in ids] == []
        assert len(said) == len(wrong) > 0, slug
        assert [one for one in said if not any(name.endswith("_error") for name in one)] == []
        assert {name for one in said for name in one} <= ids


def test_the_neighbour_is_not_searched(world: World) -> None:
    person = world.person(NEIGHBOUR, Role.COORDINATOR)
    with person.acts():
        theirs = new_case(person.actor)
    browser, key = world.person(HOME, Role.COORDINATOR).browser(), uuid4()
    fill(browser, key)
    page = browser.get(url(key, "gentagelse")).content.decode()
    assert ("Ingen bekymring, du må kende til" in page, theirs.number in page) == (True, False)


def test_a_case_the_searcher_may_not_open_shows_only_that_it_exists(world: World) -> None:
    leader, caseworker = world.person(HOME, Role.LEADER), world.person(HOME, Role.CASEWORKER)
    with leader.acts():
        hidden = new_case(leader.actor)
    browser, key = caseworker.browser(), uuid4()
    fill(browser, key)
    page = browser.get(url(key, "gentagelse")).content.decode()
    shown = re.sub(r"(?s)<form.*?</form>", "", page) + page
    assert ("ikke har adgang til" in page, hidden.number in shown) == (True, False)
    browser.post(url(key, "gentagelse"), {f"hit-{hidden.subject_id}": "same"})
    assert browser.post(url(key, "henvendelse"), REFERRER)["Location"] == "/sager/"
    assert hidden.number not in browser.get("/sager/").content.decode()


def test_back_and_later_keep_everything(world: World) -> None:
    browser, key = world.person(HOME, Role.CASEWORKER).browser(), uuid4()
    fill(browser, key)
    half = {"observed": "Halvskrevet", "back": "1"}
    assert browser.post(url(key, "observation"), half)["Location"] == url(key, "person")
    assert "Halvskrevet" in browser.get(url(key, "observation")).content.decode()
    later = browser.post(url(key, "henvendelse"), {"summary": "Kort", "later": "1"})
    assert later["Location"] == "/sager/"
    listed = browser.get("/sager/").content.decode()
    assert url(key, "henvendelse") in listed or url(key, "observation") in listed
    begun = "Fortsæt registreringen: "
    assert begun in browser.get("/start/").content.decode()
    assert f"{begun}<bdi>" in listed
    browser.post(f"/sager/ny/{key}/slet/")
    assert "Fortsæt registreringen" not in browser.get("/sager/").content.decode()


@pytest.mark.parametrize(
    ("slug", "field", "value"),
    [
        ("person", "cpr", "000000-0000"),
        ("person", "cpr", "610158-5990"),
        ("person", "cpr", "'; drop table casework_case; --"),
        ("person", "birth_year", "1066"),
        ("person", "birth_year", "99999999999999999999"),
        ("person", "name", "12345"),
        ("person", "name", "\u200b\x00"),
        ("person", "name", "x" * 5000),
        ("observation", "observed", "x" * 6001),
        ("observation", "form", "<script>"),
        ("henvendelse", "channel", "telepati"),
        ("henvendelse", "received_on", "2199-01-01"),
        ("fare", "police_time", "kvart over"),
    ],
)
def test_hostile_values_are_refused_and_shown_again(
    world: World, slug: str, field: str, value: str
) -> None:
    browser, key = world.person(HOME, Role.CASEWORKER).browser(), uuid4()
    pages = {"fare": DANGER, "person": PERSON, "observation": OBSERVED, "henvendelse": REFERRER}
    page = browser.post(url(key, slug), pages[slug] | {field: value})
    body = page.content.decode()
    assert (page.status_code, "<script>\n" in body) == (422, False)
    assert f'id="id_{field}_error"' in body


def test_somebody_else_finds_nothing_in_the_same_draft(world: World) -> None:
    key = uuid4()
    fill(world.person(HOME, Role.COORDINATOR).browser(), key)
    other = world.person(HOME, Role.LEADER).browser()
    assert CANARY not in other.get(url(key, "observation")).content.decode()


def test_an_unknown_citizen_with_a_number_is_a_contradiction(world: World) -> None:
    browser, key = world.person(HOME, Role.CASEWORKER).browser(), uuid4()
    page = browser.post(url(key, "person"), {"known": "no", "cpr": CPR})
    assert page.status_code == 422


@pytest.mark.parametrize("report", [["ikke-et-id"], [], ["x\x00"], None])
def test_a_draft_made_by_hand_breaks_no_last_page(world: World, report: list[str] | None) -> None:
    """What the autosave takes under any name is not what the intake wrote."""
    person, key = world.person(HOME, Role.COORDINATOR), uuid4()
    browser = person.browser()
    fill(browser, key)
    browser.post(url(key, "gentagelse"), {})
    made = {"autosave_version": "1", "other": "x"} | ({} if report is None else {"report": report})
    assert browser.post(f"/kladde/{INTAKE.draft_name(SOURCE)}/{key}/", made).status_code == 200

    assert browser.get(url(key, "henvendelse")).status_code == 200
    assert browser.post(url(key, "henvendelse"), REFERRER)["Location"].startswith("/sager/")


@pytest.mark.parametrize("slug", [*(page.slug for page in INTAKE.pages), REPEATS])
def test_no_page_of_the_intake_is_broken_by_a_strange_draft(world: World, slug: str) -> None:
    browser, key = world.person(HOME, Role.COORDINATOR).browser(), uuid4()
    fill(browser, key)
    made = {"autosave_version": "2", "received_on": "x", "known": ["?", "yes"], "version": "x"}
    assert browser.post(f"/kladde/{INTAKE.draft_name(slug)}/{key}/", made).status_code in {200, 409}

    for page in ("fare", "person", "observation", "gentagelse", "henvendelse"):
        assert browser.get(url(key, page)).status_code < 500
        assert browser.post(url(key, page), {"version": "x"}).status_code < 500
