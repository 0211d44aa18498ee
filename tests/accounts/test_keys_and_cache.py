"""What is left: renaming a key, moving the idle limit, the shared counters."""

from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.sessions.backends.base import UpdateError
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from stopext.access.roles import Role
from stopext.accounts.login.sessions import SessionStore
from stopext.accounts.models import Session, User
from tests.accounts.helpers import fresh, half, session_of
from tests.support.rows import rows_of
from tests.support.world import HOME, World


def test_a_key_gets_another_name(world: World) -> None:
    person = world.person(HOME, Role.CASEWORKER)
    data = {"name": "Gammel", "credential": {}}
    kind = Authenticator.Type.WEBAUTHN
    row = Authenticator.objects.create(user=person.user, type=kind, data=data)
    client, address = fresh(person), reverse("mfa_edit_webauthn", args=[row.pk])
    assert "Navn på nøglen" in client.get(address).content.decode()

    answer = client.post(address, {"name": "Arbejdstelefon"})

    assert answer.headers["Location"] == reverse("mfa_list_webauthn")
    assert "Arbejdstelefon" in client.get(reverse("mfa_list_webauthn")).content.decode()


def test_a_key_without_an_answer_is_refused_in_danish(world: World) -> None:
    client = half(world.person(HOME, Role.CASEWORKER))

    page = client.post(reverse("mfa_add_webauthn"), {"name": "Nøgle", "credential": ""})

    assert "Nøglen svarede ikke" in page.content.decode()
    assert session_of(client).second_factor is False


def test_using_the_portal_moves_the_idle_limit(world: World) -> None:
    client = fresh(world.person(HOME, Role.CASEWORKER))
    row, now = session_of(client), timezone.now()
    seen = now - timedelta(minutes=10)
    Session.objects.filter(pk=row.pk).update(seen_at=seen, expires_at=now + timedelta(minutes=5))

    client.get("/start/")

    moved = Session.objects.get(pk=row.pk)
    assert moved.expires_at - now > timedelta(minutes=14)
    assert moved.ends_at == row.ends_at


def test_a_session_that_is_gone_is_not_brought_back(world: World) -> None:
    client = fresh(world.person(HOME, Role.CASEWORKER))
    store = SessionStore(client.cookies["sid"].value)
    store["x"] = 1
    Session.objects.filter(pk=session_of(client).pk).delete()

    with pytest.raises(UpdateError):
        store.save()
    assert store.exists(client.cookies["sid"].value) is False


def test_saving_a_store_without_a_key_makes_one(db: None) -> None:
    store = SessionStore()
    store["x"] = 1

    store.save()

    assert SessionStore(store.session_key).load() == {"x": 1}


def test_counters_are_kept_moved_and_dropped(db: None) -> None:
    cache.set("a", {"n": 1}, 60)

    assert cache.touch("a", 120) is True
    assert cache.touch("b", 120) is False
    assert (cache.add("a", 2), cache.get("a"), cache.delete("a")) == (False, {"n": 1}, True)
    assert (cache.get("a", "ingen"), cache.add("a", 2, 60), cache.delete("b")) == (
        "ingen",
        True,
        False,
    )


@pytest.mark.parametrize("when", ["2000-01-01", "2999-01-01"])
def test_a_role_counts_in_its_period_only(world: World, when: str) -> None:
    person = world.person(HOME, Role.CASEWORKER)
    rows = rows_of(type(person.membership)).filter(pk=person.membership.pk)
    past = when < "2026"
    rows.update(**({"valid_from": when, "valid_until": when} if past else {"valid_from": when}))

    assert fresh(person).get("/start/").headers["Location"] == reverse("accounts:no_role")


def test_an_address_belongs_to_one_person_however_it_is_written(world: World) -> None:
    user = world.person(HOME, Role.CASEWORKER).user

    assert User.objects.get_by_natural_key(user.email.upper()) == user
    assert (user.first_name, user.get_full_name()) == ("Navnekanarie", user.name)
    assert user.last_name == f"caseworker-{HOME}"


def test_a_made_up_cookie_is_nobody(client: Client) -> None:
    client.cookies["sid"] = "opdigtet"

    assert client.get("/start/").headers["Location"].startswith("/konto/login/")
