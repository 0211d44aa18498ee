"""Log-in: closed doors, guessing, and what each log-in leaves in the log."""

from __future__ import annotations

import time

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse

from stopext.access.roles import Role
from stopext.accounts.login.forms import ResetPasswordForm
from stopext.accounts.login.seeds import seeds_of
from stopext.accounts.models import CENTRE, Session, User, session_hash
from stopext.audit.models import AuditEvent
from stopext.web.cache import SharedCache
from tests.accounts.helpers import SECRET, code_now, enrol, fresh, half, session_of
from tests.support.world import HOME, NEIGHBOUR, PASSWORD, Person, World

LOGIN = "/konto/login/"


def test_nobody_signs_up(client: Client) -> None:
    before = User.objects.count()
    fields = {"email": "ny@portal.example", "password1": "en-lang-nok-adgangskode"}

    answer = client.post(reverse("account_signup"), fields)

    assert "Man kan ikke oprette sig selv" in answer.content.decode()
    assert User.objects.count() == before


def test_known_and_unknown_addresses_get_the_same_answer(world: World) -> None:
    known = world.person(HOME, Role.LEADER).user.email
    pages = [
        Client().post(LOGIN, {"login": login, "password": "forkert-adgangskode"})
        for login in (known, "ukendt@portal.example")
    ]

    texts = [
        page.content.decode().replace(known, "x").replace("ukendt@portal.example", "x")
        for page in pages
    ]
    without_token = [text[: text.index("csrfmiddlewaretoken")] for text in texts]
    assert [page.status_code for page in pages] == [200, 200]
    assert without_token[0] == without_token[1]


@pytest.mark.parametrize("known", [True, False])
def test_reset_answers_the_same_and_writes_to_known_people_only(world: World, known: bool) -> None:
    email = world.person(HOME, Role.LEADER).user.email if known else "ukendt@portal.example"

    answer = Client().post(reverse("account_reset_password"), {"email": email})

    assert answer.headers["Location"] == reverse("account_reset_password_done")


@pytest.mark.parametrize("known", [True, False])
def test_reset_takes_as_long_for_an_address_nobody_has(world: World, known: bool) -> None:
    """The work takes a twentieth of the time that every answer takes."""
    email = world.person(HOME, Role.LEADER).user.email if known else "ukendt@portal.example"
    began = time.monotonic()

    Client().post(reverse("account_reset_password"), {"email": email})

    assert time.monotonic() - began >= ResetPasswordForm.TAKES


def test_five_wrong_passwords_close_the_address_to_their_source_only(world: World) -> None:
    email = world.person(HOME, Role.CASEWORKER).user.email
    thief = Client(REMOTE_ADDR="192.0.2.7")
    for _attempt in range(5):
        thief.post(LOGIN, {"login": email, "password": "forkert-adgangskode"})

    theirs = thief.post(LOGIN, {"login": email, "password": PASSWORD})
    owners = Client().post(LOGIN, {"login": email, "password": PASSWORD})

    assert theirs.status_code == 200
    assert "for mange mislykkede" in theirs.content.decode()
    assert owners.status_code == 302


def failed(reviewer: Person) -> list[tuple[str, bytes]]:
    """Failed log-ins that a log reviewer sees: whose, and the digest of what was typed."""
    with reviewer.acts(), connection.cursor() as cursor:
        cursor.execute(
            "select object_id, criterion from audit.event"
            " where action = 'login' and outcome = 'failed'"
        )
        return [(key, bytes(digest)) for key, digest in cursor.fetchall()]


def test_an_attack_on_one_account_is_seen_by_its_log_reviewer(world: World) -> None:
    person = world.person(HOME, Role.CASEWORKER)
    for typed in (person.user.email, person.user.email.upper(), "ukendt@portal.example"):
        Client().post(LOGIN, {"login": typed, "password": "forkert-adgangskode"})

    seen = failed(world.person(HOME, Role.LOG_REVIEWER))

    assert [key for key, _digest in seen] == [str(person.user.pk)] * 2
    assert len({digest for _key, digest in seen}) == 1
    assert all(len(digest) == 16 for _key, digest in seen)
    with world.person(NEIGHBOUR, Role.LOG_REVIEWER).acts():
        assert not AuditEvent.objects.of_authority(NEIGHBOUR).filter(outcome="failed").exists()


def test_a_code_is_good_for_one_worker_once(world: World) -> None:
    person = world.person(HOME, Role.CASEWORKER)
    row = enrol(person.user)
    code = code_now()
    first, other_worker = row.wrap(), Authenticator.objects.get(pk=row.pk).wrap()

    with seeds_of(person.user):
        assert first.validate_code(code) is True
        assert isinstance(cache._connections["default"], SharedCache)  # type: ignore[attr-defined]
        assert other_worker.validate_code(code) is False


#: How an app shows a code, how people write it, and what a telephone pastes.
TYPED = ("{}{}", "{} {}", " {}{} ", "{}-{}", "{}\u00a0{}", "\u200e{}\u2011{}\u202c")


@pytest.mark.parametrize("typed", TYPED)
def test_password_then_code_opens_the_portal(world: World, typed: str) -> None:
    person = world.person(HOME, Role.CASEWORKER)
    enrol(person.user)
    client = half(person)
    before = client.cookies["sid"].value
    code = code_now()

    answer = client.post(reverse("mfa_authenticate"), {"code": typed.format(code[:3], code[3:])})

    assert answer.headers["Location"] == "/start/"
    assert client.cookies["sid"].value != before
    assert session_of(client).second_factor is True


def test_password_alone_of_an_enrolled_person_opens_nothing(world: World) -> None:
    person = world.person(HOME, Role.CASEWORKER)
    enrol(person.user)

    client = half(person)

    assert client.get("/start/").headers["Location"].startswith(LOGIN)


def test_a_wrong_code_says_what_to_do(world: World) -> None:
    person = world.person(HOME, Role.CASEWORKER)
    enrol(person.user)
    client = half(person)

    answer = client.post(reverse("mfa_authenticate"), {"code": "000000"})

    assert "Koden passer ikke" in answer.content.decode()


def test_seeds_are_sealed_in_the_database(world: World) -> None:
    person = world.person(HOME, Role.CASEWORKER)
    row = enrol(person.user)

    stored = Authenticator.objects.values_list("data", flat=True).get(pk=row.pk)

    assert SECRET not in str(stored)
    with seeds_of(person.user):
        assert row.wrap().validate_code(code_now()) is True


def test_the_table_of_sessions_holds_no_key(world: World) -> None:
    client = fresh(world.person(HOME, Role.CASEWORKER))
    key = client.cookies["sid"].value

    row = session_of(client)

    stored = (bytes(row.token_hash), bytes(Session.objects.values_list("data", flat=True)[0]))
    assert all(key.encode() not in value for value in stored)


def test_log_in_is_logged_with_the_role(world: World) -> None:
    person = world.person(HOME, Role.CASEWORKER)
    half(person)
    with world.person(HOME, Role.LOG_REVIEWER).acts():
        rows = AuditEvent.objects.of_authority(HOME).filter(user_id=person.user.pk, action="login")
        seen = list(rows.values_list("role", "outcome"))

    assert seen == [(Role.CASEWORKER.value, "ok")]


def test_log_out_ends_the_session_row(world: World) -> None:
    client = fresh(world.person(HOME, Role.CASEWORKER))
    row = session_of(client)

    answer = client.post(reverse("account_logout"))

    assert answer.headers["Location"] == "/"
    assert not Session.objects.filter(pk=row.pk).exists()


def test_a_closed_account_is_dead_on_the_next_request(world: World) -> None:
    person = world.person(HOME, Role.CASEWORKER)
    client = fresh(person)
    assert client.get("/start/").status_code == 200
    User.objects.filter(pk=person.user.pk).update(is_active=False)

    answer = client.get("/start/")

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(LOGIN)


def test_next_leads_to_this_site_only(world: World) -> None:
    person = world.person(HOME, Role.CASEWORKER)
    enrol(person.user)
    client = Client()
    fields = {"login": person.user.email, "password": PASSWORD, "next": "https://andet.example/"}
    client.post(LOGIN, fields)

    answer = client.post(reverse("mfa_authenticate"), {"code": code_now()})

    assert answer.headers["Location"] == "/start/"


def test_changing_the_password_ends_every_session_and_tells(world: World) -> None:
    person = world.person(HOME, Role.CASEWORKER)
    here, elsewhere = fresh(person), fresh(person)
    new = "en-helt-anden-lang-adgangskode"
    fields = {"oldpassword": PASSWORD, "password1": new, "password2": new}

    here.post(reverse("account_change_password"), fields)

    assert here.get("/start/").status_code == 302
    assert elsewhere.get("/start/").status_code == 302
    assert not Session.objects.filter(pk=hash_of(elsewhere)).exists()


def hash_of(client: Client) -> bytes:
    return session_hash(client.cookies["sid"].value)


@pytest.mark.parametrize("role", [Role.EDITOR, Role.ADMINISTRATOR])
def test_the_centre_reads_no_password_hash(world: World, role: Role) -> None:
    """Its role reads the rows of its colleagues, whole."""
    with world.person(CENTRE, role).acts(), connection.cursor() as cursor:
        cursor.execute("select password from accounts_user")
        stored = [bytes(value) for (value,) in cursor.fetchall()]

    assert len(stored) > 3
    assert not any(value.isascii() for value in stored), "a hash is text; what is sealed is not"
    assert world.person(HOME, Role.LEADER).user.check_password(PASSWORD)
