from __future__ import annotations

import re
import uuid

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from stopext.access.errors import NotYourRole, Refused
from stopext.access.roles import Role
from stopext.accounts.models import CENTRE
from stopext.web.errors import csrf_failure, forbidden
from tests.support.world import HOME, HOME_DISTRICT, World

PAGES = ["/", "/om/", "/kontakt/", "/privatliv/", "/cookies/", "/tilgaengelighed/", "/stilguide/"]
UNDEFINED = "UNDEFINED-TEMPLATE-VARIABLE"


def headings(body: str) -> list[str]:
    return [h.get_text(" ", strip=True) for h in BeautifulSoup(body, "lxml").find_all("h1")]


@pytest.mark.parametrize("path", PAGES)
def test_a_public_page_has_one_heading_a_title_and_a_way_past_the_frame(
    client: Client, path: str
) -> None:
    answer = client.get(path)
    body = answer.content.decode()
    page = BeautifulSoup(body, "lxml")

    assert answer.status_code == 200
    assert len(headings(body)) == 1
    assert page.title is not None
    assert page.title.text.endswith("– StopEkstremisme")
    assert page.select("html[lang=da]")
    assert page.select('a.skipnav[href="#main-content"]')
    assert page.select("main#main-content")
    assert UNDEFINED not in body


def test_the_page_about_cookies_names_those_that_are_set(client: Client) -> None:
    body = client.get("/cookies/").content.decode()

    names = (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME)
    assert [f">{name}<" in body for name in names] == [True, True]


def test_the_frame_shows_authority_role_and_band(world: World) -> None:
    body = world.person(HOME, Role.COORDINATOR).browser().get("/om/").content.decode()
    band = BeautifulSoup(body, "lxml").select_one(".role-band.sees-cases")

    assert band is not None
    assert "Tovholder" in band.get_text()
    assert "Aalborg" in band.get_text()
    assert UNDEFINED not in body


def test_roles_that_never_see_cases_have_another_band(world: World) -> None:
    answer = world.person(HOME, Role.LOG_REVIEWER).browser().get("/om/")
    page = BeautifulSoup(answer.content, "lxml")

    assert page.select(".role-band")
    assert not page.select(".role-band.sees-cases")


def test_the_short_address_leads_to_the_accessibility_statement(client: Client) -> None:
    answer = client.get("/was")

    assert (answer.status_code, answer["Location"]) == (302, "/tilgaengelighed/")


@pytest.mark.parametrize("name", ["400.html", "405.html", "500.html", "503.html"])
def test_pages_for_a_broken_server_need_no_context(name: str) -> None:
    body = render_to_string(name)

    assert len(headings(body)) == 1
    assert re.search("gemt", body)
    assert UNDEFINED not in body


def test_what_is_missing_has_a_page_in_danish(client: Client) -> None:
    answer = client.get("/findes/ikke/")

    assert answer.status_code == 404
    assert headings(answer.content.decode()) == ["Siden findes ikke"]
    assert UNDEFINED not in answer.content.decode()


@pytest.mark.parametrize("name", ["403.html", "403_csrf.html", "404.html", "409.html", "429.html"])
def test_an_error_page_says_what_happened_and_what_is_kept(client: Client, name: str) -> None:
    request = client.get("/om/").wsgi_request

    body = render_to_string(name, request=request)

    assert len(headings(body)) == 1
    assert re.search(r"gemt|ændret", body)
    assert UNDEFINED not in body


def test_a_refusal_by_the_state_of_the_thing_does_not_blame_the_role(client: Client) -> None:
    address = "http://testserver/sager/9/"
    request = client.get("/om/", headers={"Referer": address}).wsgi_request

    state, role = (
        forbidden(request, refusal(reason)).content.decode()
        for refusal, reason in ((Refused, "Tag den tilbage først."), (NotYourRole, "Din rolle."))
    )

    assert headings(state) == ["Det kan du ikke gøre"]
    assert headings(role) == ["Det har din rolle ikke adgang til"]
    assert ("Tag den tilbage først." in state, 'href="/sager/9/"' in state) == (True, True)
    assert ("mangler adgang" in state, "mangler adgang" in role) == (False, True)


@pytest.mark.parametrize(
    ("place", "role", "said"),
    [
        (HOME, Role.CASEWORKER, "Spørg en kollega med rollen leder, hvis du mangler adgang."),
        (HOME, Role.LEADER, None),
        (
            HOME_DISTRICT,
            Role.OFFICER,
            "Spørg en kollega med rollen politi-tovholder, hvis du mangler adgang.",
        ),
        (CENTRE, Role.EDITOR, "Spørg en kollega med rollen administrator, hvis du mangler adgang."),
    ],
    ids=["municipality", "who invites", "police", "centre"],
)
def test_who_may_not_is_sent_to_the_role_that_invites_there(
    world: World, place: int, role: Role, said: str | None
) -> None:
    request = world.person(place, role).browser().get("/start/").wsgi_request

    page = " ".join(forbidden(request, NotYourRole("Din rolle.")).content.decode().split())

    assert (said or "Gå til forsiden") in page
    assert ("mangler adgang" in page) is (said is not None)


def test_a_form_without_a_token_is_refused_in_danish(client: Client) -> None:
    answer = csrf_failure(client.get("/om/").wsgi_request)

    assert answer.status_code == 403
    assert headings(answer.content.decode()) == ["Formularen er for gammel"]


@pytest.mark.parametrize(
    "path", ["/", "/start/", "/log/", "/konto/login/", f"/sager/{uuid.UUID(int=0)}/"]
)
def test_a_method_nobody_may_use_meets_the_same_page_everywhere(
    world: World, client: Client, path: str
) -> None:
    visitors = [client, world.person(HOME, Role.LEADER).browser()]
    door = client.put("/om/")

    answers = [visitor.generic(verb, path) for visitor in visitors for verb in ("PUT", "DELETE")]

    assert headings(door.content.decode()) == ["Siden kan ikke åbnes på den måde"]
    assert {answer.status_code for answer in answers} == {405}
    assert {answer.content for answer in answers} == {door.content}
    assert {answer["Allow"] for answer in answers} == {"GET, HEAD, OPTIONS, POST"}
    assert {answer["Content-Length"] for answer in answers} == {str(len(door.content))}


def test_a_page_that_takes_no_form_says_so_on_the_same_page(world: World, client: Client) -> None:
    answer = world.person(HOME, Role.LEADER).browser().post("/start/")

    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")
    assert headings(answer.content.decode()) == ["Siden kan ikke åbnes på den måde"]
    assert answer.content == client.put("/om/").content


def test_a_form_without_a_page_answers_a_reader_the_same_way(world: World, client: Client) -> None:
    leader = world.person(HOME, Role.LEADER).browser()
    url = reverse("accounts:end_all_sessions")

    answer = leader.get(url)

    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert headings(answer.content.decode()) == ["Siden kan ikke åbnes på den måde"]
    assert answer.content == client.put("/om/").content
    assert leader.head(url).content == b""
