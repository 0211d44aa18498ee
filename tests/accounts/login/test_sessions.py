"""Sessions: two limits, one's own list, and one role at a time."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from stopext.access.roles import Role
from stopext.accounts.login.agents import browser_name
from stopext.accounts.login.sessions import SessionStore
from stopext.accounts.models import Membership, Session
from stopext.audit.models import AuditEvent
from tests.accounts.helpers import fresh, session_of
from tests.support.rows import rows_of
from tests.support.world import FAR, HOME, World, people_on

KEEP_ALIVE = "/bliv-logget-ind/"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:130.0) Gecko/20100101 Firefox/130.0"


@pytest.mark.parametrize("limit", ["expires_at", "ends_at"])
def test_a_session_past_its_limit_is_over(world: World, limit: str) -> None:
    client = fresh(world.person(HOME, Role.CASEWORKER))
    past = timezone.now() - timedelta(seconds=1)
    Session.objects.filter(pk=session_of(client).pk).update(**{limit: past})

    answer = client.get("/start/")

    assert answer.headers["Location"].startswith("/konto/login/")


def test_limits_are_a_quarter_and_half_a_day(world: World) -> None:
    row = session_of(fresh(world.person(HOME, Role.CASEWORKER)))

    assert row.expires_at - row.seen_at == timedelta(minutes=15)
    assert abs(row.ends_at - row.created_at - timedelta(hours=12)) < timedelta(seconds=1)


def test_a_new_key_does_not_lengthen_the_log_in(world: World) -> None:
    client = fresh(world.person(HOME, Role.CASEWORKER))
    before = session_of(client)
    store = SessionStore(client.cookies["sid"].value)

    store.cycle_key()

    assert Session.objects.filter(user=before.user, ends_at=before.ends_at).count() == 1
    assert not Session.objects.filter(pk=before.pk).exists()


def test_staying_logged_in_moves_the_idle_limit(world: World) -> None:
    person = world.person(HOME, Role.CASEWORKER)
    client = fresh(person)
    soon = timezone.now() + timedelta(minutes=1)
    Session.objects.filter(pk=session_of(client).pk).update(expires_at=soon)

    answer = client.get(KEEP_ALIVE, {"as": str(person.membership.pk)})

    assert (answer.status_code, session_of(client).expires_at > soon) == (200, True)
    # What a page carries from now on is taken by the server.
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = client.cookies
    fields = {"csrfmiddlewaretoken": answer.json()["token"], "membership": "0"}
    assert strict.post(reverse("accounts:switch"), fields).status_code != 403


def test_a_page_drawn_for_another_role_is_told_so(world: World) -> None:
    client = fresh(world.person(HOME, Role.CASEWORKER))
    other = world.person(HOME, Role.LEADER).membership.pk

    assert client.get(KEEP_ALIVE, {"as": str(other)}).status_code == 409


def test_staying_logged_in_needs_a_log_in(client: Client) -> None:
    asked = client.get(KEEP_ALIVE, headers={"Accept": "application/json"})

    assert (asked.status_code, client.get(KEEP_ALIVE).status_code) == (401, 302)


def test_rows_past_their_time_are_kept_half_a_day(world: World) -> None:
    old, recent = (fresh(world.person(HOME, Role.CASEWORKER)) for _ in range(2))
    now = timezone.now()
    rows = Session.objects.filter
    rows(pk=session_of(recent).pk).update(expires_at=now - timedelta(hours=1))
    rows(pk=session_of(old).pk).update(expires_at=now - timedelta(hours=13))
    gone, kept = session_of(old).pk, session_of(recent).pk

    SessionStore.clear_expired()

    assert [rows(pk=key).exists() for key in (gone, kept)] == [False, True]


def test_the_list_shows_browsers_and_ends_one(world: World) -> None:
    person = world.person(HOME, Role.CASEWORKER)
    here, there = fresh(person), fresh(person)
    Session.objects.filter(pk=session_of(there).pk).update(agent="Firefox, Windows")
    page = here.get(reverse("accounts:account")).content.decode()
    assert "Firefox, Windows" in page
    token = bytes(session_of(there).pk).hex()

    answer = here.post(reverse("accounts:end_session", args=[token]))

    assert answer.headers["Location"] == reverse("accounts:account")
    assert there.get("/start/").status_code == 302
    assert here.get("/start/").status_code == 200


def test_ending_this_one_is_logging_out(world: World) -> None:
    client = fresh(world.person(HOME, Role.CASEWORKER))
    token = bytes(session_of(client).pk).hex()

    answer = client.post(reverse("accounts:end_session", args=[token]))

    assert answer.headers["Location"] == "/"
    assert client.get("/start/").status_code == 302


@pytest.mark.parametrize("token", ["ikke-hex", "00" * 32])
def test_an_unknown_session_is_not_found(world: World, token: str) -> None:
    client = fresh(world.person(HOME, Role.CASEWORKER))

    assert client.post(reverse("accounts:end_session", args=[token])).status_code == 404


def test_a_strangers_session_is_not_found_and_lives(world: World) -> None:
    theirs = fresh(world.person(FAR, Role.LEADER))
    token = bytes(session_of(theirs).pk).hex()
    client = fresh(world.person(HOME, Role.CASEWORKER))

    answer = client.post(reverse("accounts:end_session", args=[token]))

    assert answer.status_code == 404
    assert theirs.get("/start/").status_code == 200


def test_logging_out_everywhere(world: World) -> None:
    person = world.person(HOME, Role.CASEWORKER)
    clients = [fresh(person), fresh(person)]

    clients[0].post(reverse("accounts:end_all_sessions"))

    assert [client.get("/start/").status_code for client in clients] == [302, 302]
    assert not Session.objects.filter(user=person.user).exists()


def second_role(world: World) -> Membership:
    """The caseworker of one municipality is leader in another, too."""
    person, other = world.person(HOME, Role.CASEWORKER), world.person(FAR, Role.LEADER)
    row = Membership(
        user=person.user,
        authority=other.membership.authority,
        role=Role.LEADER,
        name=person.user.name,
    )
    row.save(force_insert=True)
    return row


def test_switching_acts_in_one_role_with_a_new_key(world: World) -> None:
    row = second_role(world)
    client = fresh(world.person(HOME, Role.CASEWORKER))
    assert client.get(reverse("accounts:members")).status_code == 403
    before = client.cookies["sid"].value

    answer = client.post(reverse("accounts:switch"), {"membership": str(row.pk)})

    assert answer.headers["Location"] == "/start/"
    assert client.cookies["sid"].value != before
    shown = client.get(reverse("accounts:members")).content.decode()
    assert people_on(shown, FAR)
    assert people_on(shown.replace(row.name, ""), HOME) == []
    row.refresh_from_db()
    assert row.last_used_at is not None
    with world.person(FAR, Role.LOG_REVIEWER).acts():
        events = AuditEvent.objects.of_authority(FAR).filter(action="switch")
        assert list(events.values_list("object_id", "role")) == [(str(row.pk), "leader")]


def test_the_old_key_is_dead_after_a_switch(world: World) -> None:
    row = second_role(world)
    client, old = fresh(world.person(HOME, Role.CASEWORKER)), Client()
    old.cookies["sid"] = client.cookies["sid"].value
    client.post(reverse("accounts:switch"), {"membership": str(row.pk)})

    assert old.get("/start/").status_code == 302


def test_get_switches_nothing(world: World) -> None:
    row = second_role(world)
    client = fresh(world.person(HOME, Role.CASEWORKER))

    page = client.get(reverse("accounts:switch"), {"membership": str(row.pk)}).content.decode()

    assert "Aktiv nu" in page
    assert page.count("Brug denne rolle") == 1
    assert client.get(reverse("accounts:members")).status_code == 403


@pytest.mark.parametrize("value", ["", "ikke-et-id", "foreign", "ended"])
def test_only_own_roles_in_force_can_be_chosen(world: World, value: str) -> None:
    row = second_role(world)
    rows_of(Membership).filter(pk=row.pk).update(active=False)
    choices = {"foreign": str(world.person(FAR, Role.LEADER).membership.pk), "ended": str(row.pk)}
    client = fresh(world.person(HOME, Role.CASEWORKER))

    answer = client.post(reverse("accounts:switch"), {"membership": choices.get(value, value)})

    assert answer.status_code == 404


def test_without_a_role_there_is_a_page_that_says_so(world: World) -> None:
    person = world.person(HOME, Role.CASEWORKER)
    client = fresh(person)
    assert client.get(reverse("accounts:no_role")).headers["Location"] == "/start/"
    rows_of(Membership).filter(pk=person.membership.pk).update(active=False)

    assert client.get("/start/").headers["Location"] == reverse("accounts:no_role")
    assert "Du har ingen rolle i dag" in client.get(reverse("accounts:no_role")).content.decode()


def test_account_page_counts_the_same_queries_for_one_and_three_sessions(
    world: World, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    person = world.person(HOME, Role.CASEWORKER)
    client = fresh(person)
    client.get(reverse("accounts:account"))
    for _more in range(2):
        fresh(person)
        with django_assert_num_queries(6):  # type: ignore[operator]
            client.get(reverse("accounts:account"))


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (FIREFOX, "Firefox, Windows"),
        ("Mozilla/5.0 (iPhone; CPU) AppleWebKit Version/17 Safari/604.1", "Safari, iPhone"),
        ("curl/8", ""),
    ],
)
def test_browsers_get_short_names(agent: str, name: str) -> None:
    assert browser_name(agent) == name


def test_the_browser_is_named_at_log_in(world: World) -> None:
    person = world.person(HOME, Role.CASEWORKER)
    client = Client(headers={"user-agent": FIREFOX})
    client.post(
        "/konto/login/", {"login": person.user.email, "password": "en-lang-adgangskode-til-test"}
    )

    assert session_of(client).agent == "Firefox, Windows"
    assert session_of(client).created_at.timestamp() == pytest.approx(time.time(), abs=5)
