"""A form whose log-in or token is gone: it comes back with its text, and can be sent again."""

from __future__ import annotations

import re
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from stopext.access.roles import Role
from tests.accounts.helpers import fresh
from tests.support.world import HOME, World

PATH = "/medarbejdere/inviter/"
TEXT = "Et navn, som nogen nåede at skrive helt færdigt"
FIELDS = {"name": TEXT, "email": "ny@portal.example", "idempotency_key": "kept"}
#: What a real form carries besides.
CARRIED = {"csrfmiddlewaretoken": "x" * 64, "seen": "name:0123456789abcdef email:0123456789abcdef"}
OURS = {"Origin": "http://testserver"}
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')


@pytest.fixture
def strict(world: World) -> Client:
    """A browser that is asked for its token, as every real one is."""
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = fresh(world.person(HOME, Role.LEADER)).cookies
    return strict


def fields_to_send_again(answer: Any) -> dict[str, str]:
    page = unescape(answer.content.decode())
    return dict(HIDDEN.findall(page[page.index("<main") :]))


def test_a_form_with_an_old_token_comes_back_and_can_be_sent_again(strict: Client) -> None:
    answer = strict.post(PATH, {**FIELDS, **CARRIED}, headers=OURS)

    again = fields_to_send_again(answer)
    assert answer.status_code == 403
    assert "no-store" in answer.headers["Cache-Control"]
    assert {name: again[name] for name in FIELDS} == FIELDS
    # The token of this page is taken: what is missing now is only the role.
    assert strict.post(PATH, again, headers=OURS).status_code == 422


def test_a_form_without_a_log_in_comes_back(client: Client) -> None:
    answer = client.post(PATH, {**FIELDS, **CARRIED, "title": "Ny kollega"}, headers=OURS)

    page = unescape(answer.content.decode())
    assert answer.status_code == 403
    assert "Du er logget ud." in page
    assert page.count(TEXT) == page.count("Ny kollega") == 2  # to read, and to send again
    assert page.count(CARRIED["seen"]) == 1  # to send again alone
    assert CARRIED["csrfmiddlewaretoken"] not in page
    assert reverse("account_login") in page


@pytest.mark.parametrize("origin", [{}, {"Origin": "https://elsewhere.example"}])
def test_what_another_site_sends_is_not_shown(client: Client, origin: dict[str, str]) -> None:
    page = unescape(client.post(PATH, FIELDS, headers=origin).content.decode())

    assert TEXT not in page


@pytest.mark.parametrize(
    "more",
    [{"password": "et hemmeligt kodeord"}, {"file": SimpleUploadedFile("a.txt", b"x")}],
    ids=["secret", "file"],
)
def test_a_secret_or_a_file_must_be_given_again(client: Client, more: dict[str, Any]) -> None:
    answer = client.post(PATH, {**FIELDS, **more}, headers=OURS)

    page = unescape(answer.content.decode())
    assert TEXT in page
    assert "et hemmeligt kodeord" not in page
    assert "name" not in fields_to_send_again(answer)


def test_who_has_lost_the_page_while_she_wrote_reads_her_text(world: World) -> None:
    """The same page as for what never was, and what she herself has typed."""
    client = fresh(world.person(HOME, Role.CASEWORKER))
    gone = f"/sager/{uuid4()}/notat/"
    fields = {**CARRIED, "kind": "internal", "text": "Skrevet imens", "version": "3"}

    page = unescape(client.post(gone, fields, headers=OURS).content.decode())

    assert "Skrevet imens" in page
    # What she wrote on is not there for her any more.
    assert "Gå tilbage til siden før" not in page
    assert "internal" not in page[page.index("<main") :]
    assert "Skrevet imens" not in unescape(client.post(gone, fields).content.decode())
    refused = client.post("/medarbejdere/inviter/", {"name": TEXT}, headers=OURS)
    assert refused.status_code in {403, 404}
    assert TEXT in unescape(refused.content.decode())
