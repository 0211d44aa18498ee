"""A seed belongs to one person: in another person's row it does not open."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.test import Client
from django.urls import reverse

from stopext.access.roles import Role
from stopext.accounts.login.adapters import MFAAdapter
from stopext.accounts.login.seeds import seeds_of
from stopext.vault.cipher import SealBroken
from tests.accounts.helpers import SECRET, code_now, enrol, fresh, session_of
from tests.support.world import HOME, PASSWORD, Person, World


@pytest.fixture
def owner(world: World) -> Person:
    """Knows the secret of her own app."""
    found = world.person(HOME, Role.CASEWORKER)
    enrol(found.user)
    return found


@pytest.fixture
def victim(world: World, owner: Person) -> Person:
    """In whose row somebody has put the owner's seed."""
    found = world.person(HOME, Role.LEADER)
    seed = Authenticator.objects.get(user=owner.user).data
    Authenticator.objects.create(user=found.user, type=Authenticator.Type.TOTP, data=seed)
    return found


def with_password(person: Person) -> Client:
    client = Client(raise_request_exception=False)
    client.post("/konto/login/", {"login": person.user.email, "password": PASSWORD})
    return client


def test_the_owner_logs_in_with_her_seed(owner: Person) -> None:
    client = with_password(owner)

    client.post(reverse("mfa_authenticate"), {"code": code_now()})

    assert session_of(client).second_factor is True


def test_a_copied_seed_lets_nobody_in(victim: Person) -> None:
    client = with_password(victim)

    answer = client.post(reverse("mfa_authenticate"), {"code": code_now()})

    assert answer.status_code == 500
    assert client.get("/start/").headers["Location"].startswith("/konto/login/")


def test_a_copied_seed_does_not_open_for_somebody_logged_in(owner: Person, victim: Person) -> None:
    """Not even for the owner's session: whose code it is decides, not whose browser."""
    for person, code in ((victim, code_now()), (owner, code_now())):
        client = fresh(person)
        client.raise_request_exception = False
        answer = client.post(reverse("mfa_reauthenticate"), {"code": code})
        assert answer.status_code == (500 if person is victim else 302)


def test_recovery_codes_belong_to_their_person(world: World, owner: Person) -> None:
    stranger = world.person(HOME, Role.LEADER)
    with seeds_of(owner.user):
        codes = RecoveryCodes.activate(owner.user)
        first = codes.generate_codes()[0]
    row = Authenticator(
        user=stranger.user, type=Authenticator.Type.RECOVERY_CODES, data=codes.instance.data
    )
    row.save()

    with seeds_of(stranger.user), pytest.raises(SealBroken):
        row.wrap().validate_code(first)
    with seeds_of(owner.user):
        assert codes.validate_code(first) is True


def test_without_a_person_nothing_is_sealed_or_opened(owner: Person) -> None:
    sealed = Authenticator.objects.get(user=owner.user).data["secret"]

    with pytest.raises(LookupError):
        MFAAdapter().encrypt(SECRET)
    with pytest.raises(LookupError):
        MFAAdapter().decrypt(sealed)
