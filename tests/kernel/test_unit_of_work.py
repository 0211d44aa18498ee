"""D19-D21, D25, L02, L12: one request, one transaction, one log - or nothing."""

from __future__ import annotations

import re
import uuid
from typing import Any

import psycopg
import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from stopext.access.roles import Role
from stopext.audit import record
from tests.kernel import faulty_urls
from tests.kernel.faulty_urls import CANARY
from tests.support import databases
from tests.support.world import HOME, NEIGHBOUR, World

Superuser = psycopg.Connection
#: Masked anew on every page.
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')


@pytest.fixture(autouse=True)
def faulty(settings: Any) -> None:
    settings.ROOT_URLCONF = faulty_urls.__name__


@pytest.fixture
def leader(scratch: World) -> Client:
    """A leader's browser; a crash is answered as in production."""
    browser = scratch.person(HOME, Role.LEADER).browser()
    browser.raise_request_exception = False
    return browser


def effects(superuser: Superuser) -> int:
    row = superuser.execute("select count(*) from effect").fetchone()
    assert row is not None
    return int(row[0])


def events(superuser: Superuser, after: int = 0) -> list[tuple[Any, ...]]:
    """Action, type, object and outcome of the events after a number."""
    return superuser.execute(
        "select action, object_type, object_id, outcome from audit.event where id > %s order by id",
        [after],
    ).fetchall()


def last_event(superuser: Superuser) -> int:
    row = superuser.execute("select coalesce(max(id), 0) from audit.event").fetchone()
    assert row is not None
    return int(row[0])


@pytest.mark.parametrize("address", ["/fejl/skriv/200/", "/fejl/offentlig/"])
@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_a_look_cannot_write(
    leader: Client, scratch_superuser: Superuser, address: str, method: str
) -> None:
    before, log = effects(scratch_superuser), last_event(scratch_superuser)

    answer = getattr(leader, method)(address)

    assert answer.status_code == 500
    assert CANARY.encode() not in answer.content
    assert effects(scratch_superuser) == before
    assert events(scratch_superuser, log) == []


@pytest.mark.parametrize("method", ["TRACE", "PUT", "PATCH", "DELETE", "PROPFIND", "trace"])
@pytest.mark.parametrize("address", ["/fejl/skriv/200/", "/fejl/offentlig/", "/konto/login/"])
def test_other_methods_are_turned_away(
    leader: Client, scratch_superuser: Superuser, method: str, address: str
) -> None:
    before = effects(scratch_superuser)

    answer = leader.generic(method, address)

    assert answer.status_code == 405
    assert effects(scratch_superuser) == before


def test_a_method_cannot_be_overridden(leader: Client, scratch_superuser: Superuser) -> None:
    before = effects(scratch_superuser)

    leader.get("/fejl/skriv/200/?_method=POST", headers={"X-HTTP-Method-Override": "POST"})

    assert effects(scratch_superuser) == before


@pytest.mark.parametrize(
    ("ending", "logged"),
    [
        ("400", [("create", "test.effect", "400", "400")]),
        ("403", [("deny", "view", "faulty_write", "403")]),
        ("404", [("deny", "view", "faulty_write", "404")]),
        ("409", [("create", "test.effect", "409", "409")]),
        ("422", [("create", "test.effect", "422", "422")]),
        ("500", []),
    ],
)
def test_a_failure_keeps_nothing_but_its_log(
    leader: Client, scratch_superuser: Superuser, ending: str, logged: list[tuple[Any, ...]]
) -> None:
    before, log = effects(scratch_superuser), last_event(scratch_superuser)

    answer = leader.post(f"/fejl/skriv/{ending}/")

    assert answer.status_code == int(ending)
    assert effects(scratch_superuser) == before
    assert events(scratch_superuser, log) == logged


@pytest.mark.parametrize("ending", ["200", "302"])
def test_a_success_keeps_effect_and_event(
    leader: Client, scratch_superuser: Superuser, ending: str
) -> None:
    before, log = effects(scratch_superuser), last_event(scratch_superuser)

    answer = leader.post(f"/fejl/skriv/{ending}/", {"idempotency_key": str(uuid.uuid4())})

    assert answer.status_code == int(ending)
    assert effects(scratch_superuser) == before + 1
    assert events(scratch_superuser, log) == [("create", "test.effect", ending, "ok")]


def test_a_swallowed_database_error_is_no_success(
    leader: Client, scratch_superuser: Superuser
) -> None:
    before = effects(scratch_superuser)

    answer = leader.post("/fejl/slugt/")

    assert answer.status_code == 500
    assert effects(scratch_superuser) == before


def test_a_refusal_at_the_commit_shows_nothing(leader: Client) -> None:
    answer = leader.post("/fejl/sent/")

    assert answer.status_code == 500
    text = answer.content.decode()
    assert CANARY not in text
    assert [word for word in ("accounts_", "constraint", "Key (", "user_id") if word in text] == []


def test_a_streamed_answer_is_refused(leader: Client) -> None:
    answer = leader.get("/fejl/str%C3%B8m/")

    assert answer.status_code == 500
    assert not answer.streaming
    assert b"Navnekanarie" not in answer.content


def test_after_the_commit_nothing_can_be_read(leader: Client) -> None:
    answer = leader.get("/fejl/efter/")

    assert answer.status_code == 500


def test_a_thread_has_no_context(leader: Client) -> None:
    answer = leader.get("/fejl/tr%C3%A5d/")

    assert answer.content == b"ProgrammingError"


@pytest.mark.usefixtures("scratch")
def test_a_command_has_no_context() -> None:
    with pytest.raises(DatabaseError, match="permission denied"):
        faulty_urls.ask(faulty_urls.ALL_NAMES_OF_EVENTS)


def test_without_a_log_there_is_no_page(leader: Client, scratch_superuser: Superuser) -> None:
    """L02: not for a look, a change, a refusal or a log-in."""
    before = effects(scratch_superuser)
    assert leader.get("/fejl/vis/").content.decode() == CANARY
    scratch_superuser.execute(
        "create function full_disk() returns trigger language plpgsql as"
        " 'begin raise exception using errcode = ''53100''; end'"
    )
    scratch_superuser.execute(
        "create trigger full_disk before insert on audit.event execute function full_disk()"
    )
    try:
        answers = [
            leader.get("/fejl/vis/"),
            leader.post("/fejl/skriv/200/"),
            leader.post("/fejl/skriv/422/"),
            leader.get(f"/fejl/kollega/{uuid.uuid4()}/"),
            Client(raise_request_exception=False).post(
                "/konto/login/", {"login": "ukendt@portal.example", "password": "x"}
            ),
        ]
    finally:
        scratch_superuser.execute("drop trigger full_disk on audit.event")
        scratch_superuser.execute("drop function full_disk()")

    assert [answer.status_code for answer in answers] == [503] * 5
    assert [answer for answer in answers if CANARY.encode() in answer.content] == []
    assert effects(scratch_superuser) == before


def test_a_look_is_in_the_log_before_the_answer_leaves(
    leader: Client, scratch: World, scratch_superuser: Superuser
) -> None:
    """L01, L13: committed, and complete."""
    log = last_event(scratch_superuser)

    leader.get("/fejl/vis/")

    row = scratch_superuser.execute(
        "select user_id, role, authority_id, action, object_type, object_id, result_ids, outcome,"
        " request_id is not null, abs(extract(epoch from now() - at)) < 60"
        " from audit.event where id > %s",
        [log],
    ).fetchall()
    actor = scratch.person(HOME, Role.LEADER).actor
    assert row == [
        (actor.user_id, "leader", HOME, "view", "test.row", "r-1", ["r-1"], "ok", True, True)
    ]


@pytest.mark.parametrize("tail", ["%00", "%09x", "%1b[31m", "%e2%80%a8", "%ff", "%ed%a0%80"])
def test_a_hostile_address_is_logged_like_any_other(
    leader: Client, scratch_superuser: Superuser, tail: str
) -> None:
    log = last_event(scratch_superuser)

    answer = leader.get(f"/fejl/navn/{tail}/")

    assert answer.status_code == 404
    assert [event[0] for event in events(scratch_superuser, log)] == ["deny"]


def test_a_view_that_says_nothing_answers_nobody(leader: Client) -> None:
    answer = leader.get("/fejl/uerklæret/")

    assert answer.status_code == 404
    assert CANARY not in answer.content.decode()


def test_a_lazy_page_is_drawn_inside_the_context(world: World) -> None:
    answer = world.person(HOME, Role.LEADER).browser().get("/fejl/doven/")

    assert answer.content.decode() == f"r_muni {HOME}"


def test_the_context_ends_with_the_request(world: World) -> None:
    """D21: inside a test's outer transaction the settings would survive."""
    answer = world.person(HOME, Role.LEADER).browser().get("/fejl/hvem/")

    assert answer.content.decode() == f"r_muni {HOME}"
    assert faulty_urls.ask("select current_user") == databases.BOTH
    assert faulty_urls.ask("select current_setting('app.ctx')") == ""


def test_the_context_ends_with_a_failed_request(world: World) -> None:
    browser = world.person(HOME, Role.LEADER).browser()
    browser.raise_request_exception = False
    for address in ("/fejl/skriv/500/", "/fejl/slugt/", "/fejl/skriv/422/"):
        browser.post(address)
        assert faulty_urls.ask("select current_user") == databases.BOTH
        assert faulty_urls.ask("select current_setting('app.ctx', true)") in {"", "None"}


def test_foreign_and_missing_are_the_same_answer(world: World) -> None:
    """Z06: status, body, headers and number of queries."""
    browser = world.person(HOME, Role.LEADER).browser()
    foreign = world.person(NEIGHBOUR, Role.LEADER).membership.pk
    seen = []
    for pk in (foreign, uuid.uuid4()):
        with CaptureQueriesContext(connection) as queries:
            answer = browser.get(f"/fejl/kollega/{pk}/")
        body = TOKEN.sub("", answer.content.decode())
        seen.append((answer.status_code, body, dict(answer.headers), len(queries)))

    assert seen[0] == seen[1]
    assert seen[0][0] == 404
    assert world.person(NEIGHBOUR, Role.LEADER).user.name not in seen[0][1]


def test_outside_a_unit_of_work_no_row_is_remembered() -> None:
    record.note_loaded("casework.case", "1")

    assert not record.is_noted("view", "casework.case", "1")
