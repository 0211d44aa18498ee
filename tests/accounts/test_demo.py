"""The demo's people, and the doors around logging in as one of them."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from stopext.access.roles import Role
from stopext.accounts.demo import people
from stopext.accounts.models import CENTRE, Membership, User
from tests.accounts.helpers import session_of
from tests.support.rows import rows_of


@pytest.fixture
def staff(db: None) -> list[Membership]:
    return people.create_personas()


def test_making_them_twice_makes_them_once(staff: list[Membership]) -> None:
    told: list[tuple[int, int]] = []

    again = people.create_personas(lambda done, of: told.append((done, of)))

    assert [row.pk for row in again] == [row.pk for row in staff]
    assert told[-1] == (len(people.personas()), len(people.personas()))


def test_every_role_of_every_kind_is_there(staff: list[Membership]) -> None:
    assert {Role(row.role) for row in staff} == set(Role)
    assert {row.authority_id for row in staff} == {
        *people.MUNICIPALITIES,
        *people.DISTRICTS,
        CENTRE,
    }
    by_place = [(row.authority_id, row.role) for row in staff]
    assert all(by_place.count((place, "caseworker")) >= 2 for place in people.MUNICIPALITIES)


def test_somebody_has_two_roles(staff: list[Membership]) -> None:
    users = [row.user_id for row in staff]

    assert len(users) - len(set(users)) == 1


def test_the_page_lists_everybody(staff: list[Membership], client: Client) -> None:
    page = client.get(reverse("demo:personas")).content.decode()

    assert page.count('name="persona"') == len(people.personas())
    assert "UNDEFINED-TEMPLATE-VARIABLE" not in page
    assert "Vælg en demobruger" in client.get(reverse("account_login")).content.decode()


def test_one_click_is_a_log_in_with_second_factor(staff: list[Membership], client: Client) -> None:
    persona = next(each for each in people.personas() if each.roles[0][1] is Role.LEADER)

    answer = client.post(reverse("demo:enter"), {"persona": persona.email})

    assert answer.headers["Location"] == "/start/"
    assert session_of(client).second_factor is True
    assert client.get("/start/").status_code == 200


def test_somebody_without_a_role_can_still_be_chosen(
    staff: list[Membership], client: Client
) -> None:
    rows_of(Membership).update(active=False)

    client.post(reverse("demo:enter"), {"persona": people.personas()[0].email})

    assert client.get("/start/").headers["Location"] == reverse("accounts:no_role")


def test_only_personas_can_be_chosen(staff: list[Membership], client: Client) -> None:
    User.objects.create_user("rigtig@portal.example", None, name="Rigtig")

    answer = client.post(reverse("demo:enter"), {"persona": "rigtig@portal.example"})

    assert answer.status_code == 404


@pytest.mark.parametrize("address", ["10.0.0.7", "192.168.1.2", "2001:db8::1"])
def test_from_another_machine_there_is_nothing(
    staff: list[Membership], client: Client, address: str
) -> None:
    fields = {"persona": people.personas()[0].email}

    answers = [
        client.get(reverse("demo:personas"), REMOTE_ADDR=address),
        client.post(reverse("demo:enter"), fields, REMOTE_ADDR=address),
    ]

    assert [answer.status_code for answer in answers] == [404, 404]


def test_without_the_demos_setting_there_is_nothing(
    staff: list[Membership], client: Client, settings: Any
) -> None:
    settings.PORTAL_IS_DEMO = False

    assert client.get(reverse("demo:personas")).status_code == 404


def test_get_logs_nobody_in(staff: list[Membership], client: Client) -> None:
    assert client.get(reverse("demo:enter")).status_code == 405


def test_the_table_for_the_terminal_names_all(db: None) -> None:
    table = people.persona_table()

    assert people.PASSWORD in table
    assert all(persona.email in table for persona in people.personas())
    assert "Fyns Politi" in table
