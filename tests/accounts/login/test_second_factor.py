"""The gate before a second factor: nothing but enrolment, log-out and public pages."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from stopext.access.declare import LOGIN, declaration_of
from stopext.access.roles import ROLES_IN, AuthorityKind, Role
from stopext.access.urlwalk import addresses
from stopext.accounts.login.adapters import MFAAdapter
from stopext.accounts.login.middleware import BEFORE_SECOND_FACTOR
from stopext.accounts.models import CENTRE
from tests.accounts.helpers import SECRET, code_now, enrol, fresh, half, session_of
from tests.support.world import HOME, HOME_DISTRICT, Person, World

EVERYBODY = [
    *((HOME, role) for role in sorted(ROLES_IN[AuthorityKind.MUNICIPALITY])),
    *((HOME_DISTRICT, role) for role in sorted(ROLES_IN[AuthorityKind.POLICE])),
    *((CENTRE, role) for role in sorted(ROLES_IN[AuthorityKind.CENTRE])),
]
GATE = "/anden-faktor/"


@pytest.mark.parametrize(("place", "role"), EVERYBODY)
def test_no_role_gets_in_without_a_second_factor(world: World, place: int, role: Role) -> None:
    client = half(world.person(place, role))

    for address in ("/start/", "/medarbejdere/", "/log/", "/redaktion/", "/min-konto/"):
        answer = client.get(address)
        assert (answer.status_code, answer.headers["Location"][: len(GATE)]) == (302, GATE)
    assert session_of(client).second_factor is False


def test_log_in_pages_are_closed_unless_named(world: World) -> None:
    client = half(world.person(HOME, Role.CASEWORKER))
    closed = 0
    for entry in addresses():
        declaration = declaration_of(entry.view)
        wanted = declaration is not None and declaration.audience is LOGIN
        if not wanted or entry.name in BEFORE_SECOND_FACTOR or "<" in entry.route or not entry.name:
            continue
        answer = client.get(reverse(entry.name))
        # The plain names of the two enrolment pages lead to the portal's own.
        if entry.name in {"mfa_activate_totp", "mfa_add_webauthn"}:
            continue
        assert answer.status_code in {302, 405}, entry.name
        assert answer.headers.get("Location", GATE).startswith(GATE), entry.name
        closed += 1
    assert closed >= 12


def test_enrolling_an_app_opens_the_portal_where_one_was_going(world: World) -> None:
    client = half(world.person(HOME, Role.CASEWORKER))
    client.get(f"{GATE}?next=/min-konto/")
    client.get(reverse("mfa_activate_totp"))
    session = client.session
    session["mfa.totp.secret"] = SECRET
    session.save()
    before = client.cookies["sid"].value

    answer = client.post(reverse("mfa_activate_totp"), {"code": code_now()})

    assert answer.headers["Location"] == reverse("mfa_view_recovery_codes")
    assert client.cookies["sid"].value != before
    assert session_of(client).second_factor is True
    codes = client.get(reverse("mfa_view_recovery_codes")).content.decode()
    assert codes.count('class="secret-key"') == 10
    assert client.get(reverse("accounts:continue")).headers["Location"] == "/min-konto/"
    assert client.get(reverse("accounts:continue")).headers["Location"] == "/start/"


def test_the_code_that_set_the_app_up_opens_nothing_more(world: World) -> None:
    person = world.person(HOME, Role.CASEWORKER)
    client = half(person)
    client.get(reverse("mfa_activate_totp"))
    session = client.session
    session["mfa.totp.secret"] = SECRET
    session.save()
    code = code_now()
    client.post(reverse("mfa_activate_totp"), {"code": code})

    again = half(person)
    again.post(reverse("mfa_authenticate"), {"code": code})

    assert again.get("/start/").status_code == 302


@pytest.mark.parametrize("between", [" ", "-", "\u00a0", "\u2009", "\u2011", "\u200b"], ids=ascii)
def test_a_code_is_read_however_it_is_pasted(world: World, between: str) -> None:
    person = world.person(HOME, Role.CASEWORKER)
    enrol(person.user)
    client, code = half(person), code_now()

    client.post(reverse("mfa_authenticate"), {"code": f" {code[:3]}{between}{code[3:]} "})

    assert session_of(client).second_factor is True


def test_codes_are_shown_once(world: World) -> None:
    client = half(world.person(HOME, Role.CASEWORKER))
    client.get(reverse("mfa_activate_totp"))
    session = client.session
    session["mfa.totp.secret"] = SECRET
    session.save()
    client.post(reverse("mfa_activate_totp"), {"code": code_now()})
    client.get(reverse("mfa_view_recovery_codes"))

    again = client.get(reverse("mfa_view_recovery_codes")).content.decode()

    assert 'class="secret-key"' not in again
    assert "Du har 10 ubrugte koder" in again


def test_a_wrong_first_code_opens_nothing(world: World) -> None:
    client = half(world.person(HOME, Role.CASEWORKER))

    answer = client.post(reverse("mfa_activate_totp"), {"code": "000000"})

    assert "Koden passer ikke" in answer.content.decode()
    assert session_of(client).second_factor is False


def test_half_a_log_in_is_not_asked_to_log_in(world: World, client: Client) -> None:
    person = world.person(HOME, Role.CASEWORKER)
    button = f'<a class="button button-secondary" href="{reverse("account_login")}">'

    assert button in client.get("/om/").content.decode()
    assert button not in half(person).get(GATE).content.decode()
    assert button not in fresh(person).get("/om/").content.decode()


def test_somebody_without_a_key_is_not_asked_for_one(world: World) -> None:
    person = world.person(HOME, Role.CASEWORKER)
    enrol(person.user)

    page = half(person).get(reverse("mfa_authenticate")).content.decode()

    assert "Skriv koden fra din godkendelsesapp" in page
    assert "Brug nøglen" not in page


def test_the_page_offers_what_the_person_has(world: World) -> None:
    person = world.person(HOME, Role.CASEWORKER)
    client = half(person)
    assert "Sæt en anden faktor op" in client.get(GATE).content.decode()
    enrol(person.user)

    page = client.get(GATE).content.decode()

    assert "Vis din anden faktor" in page
    assert reverse("mfa_reauthenticate") in page


def test_showing_an_enrolled_factor_opens_this_session(world: World) -> None:
    person = world.person(HOME, Role.CASEWORKER)
    client = half(person)
    enrol(person.user)

    answer = client.post(
        reverse("mfa_reauthenticate"), {"code": code_now(), "next": reverse("accounts:continue")}
    )

    assert answer.headers["Location"] == reverse("accounts:continue")
    assert session_of(client).second_factor is True


def test_next_outside_the_portal_is_dropped(world: World) -> None:
    client = fresh(world.person(HOME, Role.CASEWORKER))

    client.get(f"{GATE}?next=https://andet.example/")

    assert client.get(reverse("accounts:continue")).headers["Location"] == "/start/"


def test_anonymous_people_are_sent_to_log_in(client: Client) -> None:
    assert client.get(GATE).headers["Location"].startswith("/konto/login/")


def test_the_last_factor_stays(world: World) -> None:
    person = world.person(HOME, Role.CASEWORKER)
    only = enrol(person.user)
    client = fresh(person)

    answer = client.post(reverse("mfa_deactivate_totp"))

    assert answer.status_code == 200
    assert "Godkendelsesappen kan ikke fjernes endnu" in answer.content.decode()
    assert "mindst én sikker anden faktor" in answer.content.decode()
    assert Authenticator.objects.filter(pk=only.pk).exists()


def test_one_of_two_factors_can_go(world: World) -> None:
    person = world.person(HOME, Role.CASEWORKER)
    row = enrol(person.user)
    Authenticator.objects.create(user=person.user, type=Authenticator.Type.WEBAUTHN, data={})

    assert MFAAdapter().can_delete_authenticator(row) is True


def test_keys_belong_to_a_fixed_name() -> None:
    assert MFAAdapter().get_public_key_credential_rp_entity()["id"] == "localhost"


def add_key(person: Person) -> Authenticator:
    data = {"name": "Nøgle", "credential": {}}
    kind = Authenticator.Type.WEBAUTHN
    return Authenticator.objects.create(user=person.user, type=kind, data=data)


def test_the_last_key_stays(world: World) -> None:
    person = world.person(HOME, Role.CASEWORKER)
    only = add_key(person)

    answer = fresh(person).post(reverse("mfa_remove_webauthn", args=[only.pk]), follow=True)

    assert "mindst én sikker anden faktor" in answer.content.decode()
    assert Authenticator.objects.filter(pk=only.pk).exists()


def test_one_of_two_keys_can_go(world: World) -> None:
    person = world.person(HOME, Role.CASEWORKER)
    first, second = add_key(person), add_key(person)

    answer = fresh(person).post(reverse("mfa_remove_webauthn", args=[first.pk]))

    assert answer.headers["Location"] == reverse("mfa_list_webauthn")
    assert list(Authenticator.objects.filter(user=person.user)) == [second]


def test_a_strangers_key_is_not_found(world: World) -> None:
    theirs = add_key(world.person(HOME, Role.LEADER))

    answer = fresh(world.person(HOME, Role.CASEWORKER)).post(
        reverse("mfa_remove_webauthn", args=[theirs.pk])
    )

    assert answer.status_code == 404
