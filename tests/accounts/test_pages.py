"""Every page about log-in, roles and members: whole, Danish, and closed to those it is not for."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from stopext.access.roles import Role
from stopext.accounts.models import CENTRE
from tests.accounts.helpers import enrol, fresh
from tests.support.world import FAR, HOME, HOME_DISTRICT, World, people_on

ENGLISH = (
    "Sign In",
    "Sign Up",
    "Password:",
    "Email",
    "Two-Factor",
    "Authenticator",
    "Security Key",
)
OPEN = (
    "account_login",
    "account_signup",
    "account_inactive",
    "account_email_verification_sent",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
)
OWN = (
    "accounts:account",
    "accounts:switch",
    "account_logout",
    "account_email",
    "account_change_password",
    "account_reauthenticate",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_list_webauthn",
    "mfa_generate_recovery_codes",
)
MANAGERS = [
    (HOME, Role.LEADER),
    (HOME_DISTRICT, Role.POLICE_COORDINATOR),
    (CENTRE, Role.ADMINISTRATOR),
]


def assert_danish(page: str) -> None:
    assert "UNDEFINED-TEMPLATE-VARIABLE" not in page
    main = page[page.index("<main") : page.index("</main>")]
    assert [word for word in ENGLISH if word in main] == []


@pytest.mark.parametrize("name", OPEN)
def test_open_pages_are_danish(client: Client, name: str) -> None:
    answer = client.get(reverse(name))

    assert answer.status_code == 200
    assert_danish(answer.content.decode())


@pytest.mark.parametrize("name", OWN)
def test_own_pages_are_danish(world: World, name: str) -> None:
    answer = fresh(world.person(HOME, Role.CASEWORKER)).get(reverse(name))

    assert answer.status_code == 200
    assert_danish(answer.content.decode())


@pytest.mark.parametrize("name", ["mfa_reauthenticate", "mfa_deactivate_totp", "mfa_index"])
def test_pages_of_a_person_with_an_app_are_danish(world: World, name: str) -> None:
    person = world.person(HOME, Role.CASEWORKER)
    enrol(person.user)

    answer = fresh(person).get(reverse(name))

    assert answer.status_code == 200
    assert_danish(answer.content.decode())


@pytest.mark.parametrize("name", ["mfa_view_recovery_codes", "mfa_download_recovery_codes"])
def test_codes_that_were_never_made_are_not_found(world: World, name: str) -> None:
    answer = world.person(HOME, Role.CASEWORKER).browser().get(reverse(name))

    assert answer.status_code == 404


def test_log_in_by_code_leads_nowhere(client: Client) -> None:
    answer = client.get(reverse("account_confirm_login_code"))

    assert answer.status_code == 302
    assert answer.headers["Location"] == reverse("account_login")


@pytest.mark.parametrize("name", ["account_confirm_email", "accounts:accept_invitation"])
def test_made_up_links_get_a_danish_page(client: Client, name: str) -> None:
    answer = client.get(reverse(name, args=["opdigtet"]))

    assert answer.status_code in {200, 404}
    assert_danish(answer.content.decode())


def test_a_made_up_reset_link_gets_a_danish_page(client: Client) -> None:
    answer = client.get(reverse("account_reset_password_from_key", args=["1", "2-3"]))

    assert "Linket virker ikke længere" in answer.content.decode()


@pytest.mark.parametrize(("place", "role"), MANAGERS)
@pytest.mark.parametrize("name", ["accounts:members", "accounts:invite"])
def test_member_pages_for_managers(world: World, place: int, role: Role, name: str) -> None:
    answer = fresh(world.person(place, role)).get(reverse(name))

    assert answer.status_code == 200
    assert_danish(answer.content.decode())


@pytest.mark.parametrize("role", [Role.CASEWORKER, Role.COORDINATOR])
def test_members_are_refused_to_colleagues_without_the_permission(world: World, role: Role) -> None:
    answer = world.person(HOME, role).browser().get(reverse("accounts:members"))

    assert answer.status_code == 403


def test_members_of_one_authority_only(world: World) -> None:
    page = world.person(HOME, Role.LEADER).browser().get(reverse("accounts:members"))

    shown = page.content.decode()
    assert f"Navnekanarie coordinator-{HOME}" in shown
    assert people_on(shown, FAR) == []


@pytest.mark.parametrize("place", [HOME, HOME_DISTRICT, CENTRE])
def test_log_page_for_reviewers(world: World, place: int) -> None:
    answer = world.person(place, Role.LOG_REVIEWER).browser().get(reverse("accounts:log"))

    assert answer.status_code == 200
    assert_danish(answer.content.decode())
