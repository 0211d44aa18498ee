"""The life of an invitation: sent, accepted once, withdrawn, run out."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from stopext.access.errors import Invalid
from stopext.access.roles import Role
from stopext.accounts import actions
from stopext.accounts.actions import acceptance
from stopext.accounts.models import CENTRE, Authority, Invitation, Membership, User
from tests.accounts.helpers import fresh, session_of
from tests.support.rows import rows_of
from tests.support.world import HOME, HOME_DISTRICT, NEIGHBOUR, Person, World

PASSWORD = "vinteren-er-lang-og-kold"
NEW = "ny.medarbejder@portal.example"


def invited(
    by: Person, *, email: str = NEW, role: Role = Role.CASEWORKER
) -> tuple[Invitation, str]:
    with by.acts():
        return actions.invite(
            by=by.actor,
            authority=Authority.objects.get(pk=by.actor.authority_id),
            email=email,
            name="Ny Medarbejder",
            role=role,
            title="Socialrådgiver",
        )


def link(secret: str) -> str:
    return reverse("accounts:accept_invitation", args=[secret])


def passwords(first: str = PASSWORD, second: str = PASSWORD) -> dict[str, str]:
    return {"password1": first, "password2": second}


def test_somebody_new_chooses_a_password_and_goes_on_to_the_second_factor(world: World) -> None:
    _row, secret = invited(world.person(HOME, Role.LEADER))
    client = Client()
    assert "Velkommen, Ny Medarbejder" in client.get(link(secret)).content.decode()

    answer = client.post(link(secret), passwords())

    assert answer.headers["Location"] == reverse("accounts:second_factor")
    user = User.objects.get(email=NEW)
    row = rows_of(Membership).get(user=user)
    assert (row.authority_id, row.role, row.title) == (HOME, "caseworker", "Socialrådgiver")
    assert user.emailaddress_set.get().verified is True  # type: ignore[attr-defined]
    assert user.is_editor is False
    assert session_of(client).second_factor is False
    assert "Sæt en anden faktor op" in client.get(answer.headers["Location"]).content.decode()
    assert client.get("/start/").status_code == 302


def test_a_link_works_once(world: World) -> None:
    _row, secret = invited(world.person(HOME, Role.LEADER))
    Client().post(link(secret), passwords())

    assert Client().get(link(secret)).status_code == 404
    assert Client().post(link(secret), passwords()).status_code == 404
    with pytest.raises(Invalid):
        acceptance.accept_with_new_account(secret=secret, password=PASSWORD)


@pytest.mark.parametrize("end", ["expired", "withdrawn", "resent", "closed account"])
def test_a_link_that_does_not_hold_looks_like_one_never_made(world: World, end: str) -> None:
    leader = world.person(HOME, Role.LEADER)
    worker = world.person(HOME, Role.CASEWORKER)
    email = worker.user.email if end == "closed account" else NEW
    row, secret = invited(leader, email=email, role=Role.COORDINATOR)
    if end == "expired":
        past = timezone.now() - timedelta(seconds=1)
        rows_of(Invitation).filter(pk=row.pk).update(expires_at=past)
    elif end == "closed account":
        User.objects.filter(pk=worker.user.pk).update(is_active=False)
    else:
        action = actions.withdraw_invitation if end == "withdrawn" else actions.resend_invitation
        with leader.acts():
            action(by=leader.actor, invitation=row)

    answer, unknown = Client().get(link(secret)), Client().get(link("opdigtet"))

    assert answer.status_code == unknown.status_code == 404
    pages = [re.sub('value="[^"]*"', "", page.content.decode()) for page in (answer, unknown)]
    assert pages[0] == pages[1]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("kort", "kort"),
        (PASSWORD, "noget-helt-andet-her"),
        ("password1234", "password1234"),
        ("", ""),
    ],
)
def test_bad_passwords_are_refused_and_the_link_still_works(
    world: World, first: str, second: str
) -> None:
    _row, secret = invited(world.person(HOME, Role.LEADER))

    answer = Client().post(link(secret), passwords(first, second))

    assert answer.status_code == 422
    assert not User.objects.filter(email=NEW).exists()
    assert Client().get(link(secret)).status_code == 200


def test_somebody_known_takes_the_role_after_log_in(world: World) -> None:
    worker = world.person(HOME, Role.CASEWORKER)
    row, secret = invited(world.person(NEIGHBOUR, Role.LEADER), email=worker.user.email.upper())
    assert "allerede et login" in Client().get(link(secret)).content.decode()
    client = fresh(worker)
    assert "Tag imod rollen" in client.get(link(secret)).content.decode()

    answer = client.post(link(secret))

    assert answer.headers["Location"] == reverse("accounts:switch")
    places = rows_of(Membership).filter(user=worker.user).values_list("authority_id", flat=True)
    assert set(places) == {HOME, NEIGHBOUR}
    row.refresh_from_db()
    assert row.accepted_at is not None


def test_somebody_else_cannot_take_it(world: World) -> None:
    worker = world.person(HOME, Role.CASEWORKER)
    _row, secret = invited(world.person(NEIGHBOUR, Role.LEADER), email=worker.user.email)
    other = world.person(HOME, Role.COORDINATOR)
    client = fresh(other)

    answer = client.post(link(secret))

    assert "logget ind som en anden" in answer.content.decode()
    assert rows_of(Membership).filter(user=other.user).count() == 1
    with pytest.raises(Invalid):
        acceptance.accept_as(user=other.user, secret=secret)


def test_a_role_one_has_already_is_said_so(world: World) -> None:
    worker = world.person(HOME, Role.CASEWORKER)
    _row, secret = invited(world.person(HOME, Role.LEADER), email=worker.user.email)
    client = fresh(worker)

    page = client.post(link(secret), follow=True).content.decode()

    assert "Du har allerede denne rolle" in page


def test_a_new_account_is_never_made_for_an_address_that_has_one(world: World) -> None:
    worker = world.person(HOME, Role.CASEWORKER)
    _row, secret = invited(world.person(HOME, Role.LEADER), email=worker.user.email)

    with pytest.raises(Invalid):
        acceptance.accept_with_new_account(secret=secret, password=PASSWORD)


def test_staff_of_the_centre_can_be_authors(world: World) -> None:
    _row, secret = invited(world.person(CENTRE, Role.ADMINISTRATOR), role=Role.EDITOR)

    user = acceptance.accept_with_new_account(secret=secret, password=PASSWORD)

    assert User.objects.get(pk=user.pk).is_editor is True


def test_accepting_while_somebody_else_is_logged_in_logs_her_out(world: World) -> None:
    _row, secret = invited(world.person(HOME, Role.LEADER))
    client = fresh(world.person(HOME, Role.COORDINATOR))

    client.post(link(secret), passwords())

    assert session_of(client).user == User.objects.get(email=NEW)
    assert client.get("/start/").status_code == 302


def test_resend_and_withdraw_from_the_list(world: World) -> None:
    leader = world.person(HOME, Role.LEADER)
    row, secret = invited(leader)
    client = fresh(leader)

    sent = client.post(reverse("accounts:resend", args=[row.pk]), follow=True).content.decode()
    assert "sendt igen" in sent
    assert Client().get(link(secret)).status_code == 404
    gone = client.post(reverse("accounts:withdraw", args=[row.pk]), follow=True).content.decode()
    assert "trukket tilbage" in gone
    for name in ("accounts:withdraw", "accounts:resend"):
        again = client.post(reverse(name, args=[row.pk]), follow=True).content.decode()
        assert "allerede brugt eller trukket tilbage" in again


def test_a_strangers_invitation_is_not_found(world: World) -> None:
    row, _secret = invited(world.person(NEIGHBOUR, Role.LEADER))
    client = fresh(world.person(HOME, Role.LEADER))

    for name in ("accounts:withdraw", "accounts:resend"):
        assert client.post(reverse(name, args=[row.pk])).status_code == 404


def test_the_database_holds_no_secret(world: World) -> None:
    row, secret = invited(world.person(HOME, Role.LEADER))

    assert secret.encode() not in bytes(row.token_hash)
    assert len(bytes(row.token_hash)) == 32


FIELDS = {
    "name": "Ny Medarbejder",
    "email": NEW,
    "title": "",
    "role": "leader",
    "valid_from": "1.11.2026",
    "valid_until": "",
    "idempotency_key": "44444444-4444-4444-8444-444444444444",
}


def test_the_mail_carries_a_link_that_opens_the_door(
    world: World, mailoutbox: list[EmailMessage]
) -> None:
    client = fresh(world.person(HOME, Role.LEADER))

    client.post(reverse("accounts:invite"), FIELDS)

    [mail] = mailoutbox
    assert mail.to == [NEW]
    assert "UNDEFINED-TEMPLATE-VARIABLE" not in mail.body
    assert "som leder i Aalborg Kommune" in mail.body
    found = re.search(r"http://testserver(/invitation/\S+)", str(mail.body))
    assert found is not None
    assert Client().get(found[1]).status_code == 200


@pytest.mark.parametrize(
    ("place", "role"), [(HOME, Role.LEADER), (HOME_DISTRICT, Role.POLICE_COORDINATOR)]
)
def test_every_manager_can_put_mail_in_the_outbox(
    world: World, settings: Any, place: int, role: Role
) -> None:
    settings.EMAIL_BACKEND = "stopext.accounts.mail.backends.OutboxBackend"
    client = fresh(world.person(place, role))

    answer = client.post(reverse("accounts:invite"), {**FIELDS, "role": role.value})

    assert answer.status_code == 302
