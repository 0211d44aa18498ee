"""A form sent after the time-out is there after log-in: for its author and nobody else."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from stopext.access.roles import Role
from stopext.accounts.models import Session, User
from stopext.web import pending
from tests.accounts.helpers import code_now, enrol, fresh, session_of
from tests.support.world import HOME, PASSWORD, Person, World

PATH = "/medarbejdere/inviter/"
TYPED = {
    "name": "Navn jeg nåede at skrive",
    "email": "ny@portal.example",
    "role": "coordinator",
    "password": "aldrig-gemt",
    "idempotency_key": "11111111-1111-4111-8111-111111111111",
}


def time_out(client: Client) -> None:
    past = timezone.now() - timedelta(minutes=1)
    Session.objects.filter(pk=session_of(client).pk).update(expires_at=past)


def log_in(client: Client, person: Person, address: str) -> Any:
    fields = {"login": person.user.email, "password": PASSWORD}
    client.post(address, fields)
    return client.post(reverse("mfa_authenticate"), {"code": code_now()})


@pytest.fixture
def leader(world: World) -> Person:
    person = world.person(HOME, Role.LEADER)
    enrol(person.user)
    return person


def test_what_was_typed_is_there_after_log_in(leader: Person) -> None:
    client = fresh(leader)
    time_out(client)

    answer = client.post(PATH, TYPED)
    assert answer.headers["Location"] == "/konto/login/?next=%2Fmedarbejdere%2Finviter%2F"
    asked = client.get("/konto/login/").content.decode()
    assert ("Navn jeg" in asked, "så står det, du har skrevet, der stadig" in asked) == (
        False,
        True,
    )
    back = log_in(client, leader, answer.headers["Location"])

    assert back.headers["Location"] == PATH
    page = client.get(PATH).content.decode()
    assert "Du blev logget ud. Det, du havde skrevet, er bevaret." in page
    assert 'value="Navn jeg nåede at skrive"' in page
    assert '<option value="coordinator" selected>' in page
    assert "aldrig-gemt" not in page
    assert TYPED["idempotency_key"] not in page


def test_sending_it_ends_it(leader: Person) -> None:
    client = fresh(leader)
    time_out(client)
    log_in(client, leader, client.post(PATH, TYPED).headers["Location"])
    client.get(PATH)
    key = "22222222-2222-4222-8222-222222222222"

    sent = client.post(PATH, {**TYPED, "valid_from": "1.11.2026", "idempotency_key": key})

    assert sent.status_code == 302
    assert pending.KEY not in client.session
    assert "Navn jeg" not in client.get(PATH).content.decode()


def test_somebody_else_at_the_same_machine_gets_nothing(leader: Person, world: World) -> None:
    other = world.person(HOME, Role.COORDINATOR)
    enrol(other.user)
    client = fresh(leader)
    time_out(client)

    log_in(client, other, client.post(PATH, TYPED).headers["Location"])

    assert pending.KEY not in client.session


def test_a_key_that_was_given_back_keeps_nothing(leader: Person) -> None:
    client = fresh(leader)
    key = client.cookies["sid"].value
    client.post(reverse("account_logout"))
    client.cookies["sid"] = key

    client.post(PATH, TYPED)

    assert pending.KEY not in client.session


def test_a_form_without_its_token_keeps_nothing(leader: Person) -> None:
    client = Client(enforce_csrf_checks=True)
    client.cookies["sid"] = fresh(leader).cookies["sid"].value
    time_out(client)

    client.post(PATH, TYPED)

    assert pending.KEY not in client.session


def test_too_much_text_is_not_kept(leader: Person) -> None:
    client = fresh(leader)
    time_out(client)

    client.post(PATH, {**TYPED, "name": "x" * (64 * 1024)})

    assert pending.KEY not in client.session


def test_the_text_is_sealed_in_the_table(leader: Person) -> None:
    client = fresh(leader)
    time_out(client)
    client.post(PATH, TYPED)

    stored = Session.objects.values_list("data", flat=True).get(pk=session_of(client).pk)

    assert "Navn jeg nåede".encode() not in bytes(stored)


def test_a_proof_asked_for_in_between_keeps_the_text(leader: Person) -> None:
    client = fresh(leader)
    session = client.session
    for proof in session["account_authentication_methods"]:
        proof["at"] -= 301
    session.save()

    answer = client.post(PATH, TYPED)
    assert answer.headers["Location"].startswith(reverse("account_reauthenticate"))
    client.post(answer.headers["Location"], {"password": PASSWORD})

    page = client.get(PATH).content.decode()
    assert "Du har bekræftet, at det er dig." in page
    assert 'value="Navn jeg nåede at skrive"' in page


def request(**values: Any) -> HttpRequest:
    made = RequestFactory().post("/sager/1/notat/", **values)
    made.user = User()
    made.session = SessionBase()
    return made


@pytest.mark.parametrize(
    ("referrer", "page"),
    [
        ("http://testserver/sager/1/?fane=noter", "/sager/1/?fane=noter"),
        ("http://testserver/sager/1/", "/sager/1/"),
        ("http://andet.example/sager/1/", "/sager/1/notat/"),
        ("", "/sager/1/notat/"),
    ],
)
def test_the_way_back_is_the_page_the_form_stood_on(referrer: str, page: str) -> None:
    assert pending.page_to_return_to(request(headers={"referer": referrer})) == page


def test_repeated_fields_come_back_as_lists(rf: RequestFactory) -> None:
    asked = rf.get("/sager/1/")
    asked.user, asked.session = (
        User(),
        {  # type: ignore[assignment]
            pending.KEY: {
                "user": "",
                "path": "/sager/1/notat/",
                "why": "time-out",
                "fields": {"who": ["a", "b"], "text": ["c"]},
            }
        },
    )
    asked.session[pending.KEY]["user"] = str(asked.user.pk)
    asked._messages = type("Kept", (list,), {"add": lambda *_: None})()  # type: ignore[attr-defined]

    fields = pending.pending_fields(asked, "/sager/1/notat/")

    assert fields == {"who": ["a", "b"], "text": "c"}
    assert list(get_messages(asked)) == []
    assert pending.pending_fields(asked, "/sager/2/notat/") == {}


def test_the_autosave_that_comes_first_keeps_the_text_of_its_page(leader: Person) -> None:
    client = fresh(leader)
    client.get(PATH)
    time_out(client)
    draft = reverse("web:autosave", args=["invitation", "00000000-0000-4000-8000-000000000000"])
    page = {"referer": f"http://testserver{PATH}"}
    first = TYPED | {"name": "Navn jeg n", "autosave_version": "1"}
    answer = client.post(draft, first, headers=page | {"accept": "application/json"})
    assert answer.status_code == 401
    answer = client.post(PATH, TYPED, headers=page)
    log_in(client, leader, answer.headers["Location"])
    assert "Navn jeg nåede at skrive" in client.get(PATH).content.decode()
