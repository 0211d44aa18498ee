"""The demo's people, and the doors around logging in as one of them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from stopext.access.roles import Role
from stopext.accounts.demo import contacts, giving, people
from stopext.accounts.demo.acting import administrator
from stopext.accounts.models import CENTRE, Contact, Invitation, Membership, Session, User
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


def test_who_has_two_roles_acts_where_she_is_listed(
    staff: list[Membership], client: Client
) -> None:
    persona = next(each for each in people.personas() if len(each.roles) > 1)
    elsewhere = rows_of(Membership).get(user__email=persona.email, role=persona.roles[1][1])
    for _time in range(2):
        client.post(reverse("demo:enter"), {"persona": persona.email})
        actor: Any = client.get("/start/").wsgi_request.actor  # type: ignore[attr-defined]
        assert (actor.authority_id, actor.role) == persona.roles[0]
        client.post(reverse("accounts:switch"), {"membership": str(elsewhere.pk)})
        switched: Any = client.get("/start/").wsgi_request
        assert switched.actor.authority_id == persona.roles[1][0]


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


def test_what_was_typed_too_late_is_there_after_the_personas_log_in(
    staff: list[Membership], client: Client
) -> None:
    email = next(each.email for each in people.personas() if each.roles[0][1] is Role.LEADER)
    client.post(reverse("demo:enter"), {"persona": email})
    past = timezone.now() - timedelta(minutes=1)
    Session.objects.filter(pk=session_of(client).pk).update(expires_at=past)
    form = reverse("accounts:invite")

    late = client.post(form, {"name": "Navn jeg nåede at skrive"})
    login = client.get(late.headers["Location"]).content.decode()
    link = f"{reverse('demo:personas')}?next=/medarbejdere/inviter/"
    chosen = client.get(link).content.decode()
    back = client.post(reverse("demo:enter"), {"persona": email, "next": form})

    assert f'href="{link}"' in login
    assert '<input type="hidden" name="next" value="/medarbejdere/inviter/">' in chosen
    assert back.headers["Location"] == form
    assert 'value="Navn jeg nåede at skrive"' in client.get(form).content.decode()


def test_a_persona_is_sent_to_no_other_place(staff: list[Membership], client: Client) -> None:
    sent = {"persona": people.personas()[0].email, "next": "https://fremmed.example/"}

    assert client.post(reverse("demo:enter"), sent).headers["Location"] == "/start/"


def test_the_demo_fills_in_contacts_once_and_leaves_a_role_waiting(
    staff: list[Membership],
) -> None:
    for _time in range(2):
        contacts.fill_in(lambda _done, _of: None)
        giving.give(lambda _done, _of: None)

    waiting = rows_of(Invitation).get()
    assert (waiting.waits_for_second, waiting.authority_id) == (True, giving.PLACE)
    with administrator() as by:
        rows = Contact.objects.for_actor(by)
        assert rows.filter(version=1).count() == 2 * len(contacts.PLACES) - 1
        assert not rows.filter(version__gt=1).exists()
        given = [row for row in rows if row.is_given]
    assert all(row.phone.startswith("00 ") for row in given)
    assert all(row.email.endswith(".example") for row in given)
    assert all("(eksempel)" in row.name for row in given)
