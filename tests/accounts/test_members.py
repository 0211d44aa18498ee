"""Members: who invites, changes and ends whom."""

from __future__ import annotations

import re
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from stopext.access.errors import Invalid, Refused
from stopext.access.roles import Permission, Role
from stopext.accounts import actions
from stopext.accounts.models import CENTRE, Authority, Invitation, Membership
from stopext.audit.models import AuditEvent
from tests.accounts.helpers import fresh, session_of
from tests.support.rows import rows_of
from tests.support.world import FAR, HOME, HOME_DISTRICT, NEIGHBOUR, Person, World

KEY = "11111111-1111-4111-8111-111111111111"
FIELDS = {
    "name": "Nina Nyansat",
    "email": "Nina@portal.example",
    "title": "SSP-konsulent",
    "role": "coordinator",
    "valid_from": "1.11.2026",
    "valid_until": "",
    "idempotency_key": KEY,
}


def invite(client: Client, **changes: str) -> int:
    return client.post(reverse("accounts:invite"), {**FIELDS, **changes}).status_code


def invitations(person: Person) -> list[Invitation]:
    with person.acts():
        return list(Invitation.objects.for_actor(person.actor))


def test_a_leader_invites_into_her_own_municipality(world: World) -> None:
    leader = world.person(HOME, Role.LEADER)

    status = invite(fresh(leader))

    rows = invitations(leader)
    assert status == 302
    assert [(row.email, row.role, row.authority_id, row.valid_from) for row in rows] == [
        ("nina@portal.example", "coordinator", HOME, date(2026, 11, 1))
    ]
    assert rows[0].expires_at - timezone.now() > timedelta(days=6, hours=23)
    with leader.acts():
        events = AuditEvent.objects.of_authority(HOME).filter(action="invite")
        assert list(events.values_list("object_id", flat=True)) == [str(rows[0].pk)]


def test_the_neighbour_sees_no_invitation(world: World) -> None:
    invite(fresh(world.person(HOME, Role.LEADER)))

    assert invitations(world.person(NEIGHBOUR, Role.LEADER)) == []
    assert len(invitations(world.person(CENTRE, Role.ADMINISTRATOR))) == 1


def test_a_second_press_sends_one_mail(world: World) -> None:
    leader = world.person(HOME, Role.LEADER)
    client = fresh(leader)

    statuses = [invite(client), invite(client)]

    assert statuses == [302, 302]
    assert len(invitations(leader)) == 1


def test_the_same_open_invitation_twice_is_refused_with_the_text_kept(world: World) -> None:
    client = fresh(world.person(HOME, Role.LEADER))
    invite(client)

    key = KEY.replace("1111-4", "2222-4")

    answer = client.post(
        reverse("accounts:invite"), {**FIELDS, "title": "En anden", "idempotency_key": key}
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "allerede en åben invitation" in page
    assert "Nina Nyansat" in page


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "x" * 121),
        ("email", "ikke en adresse"),
        ("role", "editor"),
        ("role", "administrator"),
        ("valid_from", "32.13.2026"),
        ("valid_until", "1.1.2020"),
        ("idempotency_key", "ikke-et-id"),
    ],
)
def test_bad_values_are_shown_again(world: World, field: str, value: str) -> None:
    leader = world.person(HOME, Role.LEADER)

    assert invite(fresh(leader), **{field: value}) == 422
    assert invitations(leader) == []


def test_the_administrator_invites_a_first_leader_into_roles_that_exist_there(world: World) -> None:
    client = fresh(world.person(CENTRE, Role.ADMINISTRATOR))

    wrong = invite(client, authority="1465")
    right = invite(client, authority="1465", role="police_coordinator")

    assert (wrong, right) == (422, 302)
    assert len(rows_of(Invitation).filter(authority_id=1465)) == 1


def test_a_leader_cannot_choose_the_authority(world: World) -> None:
    invite(fresh(world.person(HOME, Role.LEADER)), authority=str(FAR))

    assert invitations(world.person(FAR, Role.LEADER)) == []


@pytest.mark.parametrize("role", [Role.CASEWORKER, Role.LEADER])
def test_actions_refuse_foreign_authorities(world: World, role: Role) -> None:
    person = world.person(HOME, role)
    far = Authority.objects.get(pk=FAR)

    with person.acts(), pytest.raises(Refused):
        actions.invite(
            by=person.actor, authority=far, email="a@portal.example", name="A", role=Role.LEADER
        )


def test_actions_refuse_a_role_of_another_kind(world: World) -> None:
    leader = world.person(HOME, Role.LEADER)
    home = Authority.objects.get(pk=HOME)

    with leader.acts(), pytest.raises(Refused):
        actions.invite(
            by=leader.actor, authority=home, email="a@portal.example", name="A", role=Role.EDITOR
        )


def test_managing_asks_for_a_proof_of_the_last_five_minutes(world: World) -> None:
    client = fresh(world.person(HOME, Role.LEADER))
    session = client.session
    for proof in session["account_authentication_methods"]:
        proof["at"] -= 301
    session.save()

    answer = client.get(reverse("accounts:invite"))

    assert answer.headers["Location"].startswith(reverse("account_reauthenticate"))


def end(client: Client, person: Person) -> int:
    address = reverse("accounts:end_member", args=[person.membership.pk])
    return client.post(address, {"idempotency_key": KEY}).status_code


def test_ending_a_role_shuts_the_person_out_at_once(world: World) -> None:
    worker = world.person(HOME, Role.CASEWORKER)
    theirs, client = fresh(worker), fresh(world.person(HOME, Role.LEADER))
    assert theirs.get("/start/").status_code == 200

    assert end(client, worker) == 302

    assert theirs.get("/start/").headers["Location"] == reverse("accounts:no_role")
    row = rows_of(Membership).get(pk=worker.membership.pk)
    assert (row.active, row.valid_until) == (False, timezone.localdate())
    shown = client.get(reverse("accounts:members"), {"state": "ended"}).content.decode()
    assert worker.user.name in shown


def test_ending_twice_says_so(world: World) -> None:
    worker, leader = world.person(HOME, Role.CASEWORKER), world.person(HOME, Role.LEADER)
    with leader.acts():
        actions.end_membership(by=leader.actor, membership=worker.membership)

    with leader.acts(), pytest.raises(Invalid):
        actions.end_membership(by=leader.actor, membership=worker.membership)
    with leader.acts(), pytest.raises(Invalid):
        actions.change_period(
            by=leader.actor,
            membership=worker.membership,
            version=0,
            valid_from=date(2026, 1, 1),
            valid_until=None,
        )
    client = fresh(leader)
    assert end(client, worker) == 422
    page = client.get(reverse("accounts:member", args=[worker.membership.pk])).content.decode()
    assert "Rollen sluttede" in page


def test_nobody_ends_her_own_role(world: World) -> None:
    leader = world.person(HOME, Role.LEADER)
    client = fresh(leader)

    assert end(client, leader) == 403
    page = client.get(reverse("accounts:member", args=[leader.membership.pk])).content.decode()
    assert "din egen rolle" in page


@pytest.mark.parametrize(
    ("place", "role", "named"),
    [
        (HOME, Role.LEADER, "rollen leder;"),
        (HOME_DISTRICT, Role.POLICE_COORDINATOR, "rollen politi-tovholder;"),
    ],
)
def test_who_leads_reads_who_else_can_change_her_role(
    world: World, place: int, role: Role, named: str
) -> None:
    person = world.person(place, role)
    page = fresh(person).get(reverse("accounts:member", args=[person.membership.pk]))

    assert named in " ".join(page.content.decode().split())


def test_strangers_are_not_found(world: World) -> None:
    stranger = world.person(NEIGHBOUR, Role.CASEWORKER)
    client = fresh(world.person(HOME, Role.LEADER))

    for name in ("accounts:member", "accounts:end_member"):
        assert client.get(reverse(name, args=[stranger.membership.pk])).status_code == 404
    assert end(client, stranger) == 404
    assert rows_of(Membership).get(pk=stranger.membership.pk).active is True


def test_changing_the_period(world: World) -> None:
    worker = world.person(HOME, Role.CASEWORKER)
    client = fresh(world.person(HOME, Role.LEADER))
    address = reverse("accounts:member", args=[worker.membership.pk])
    fields = {"valid_from": "1.1.2026", "valid_until": "2.1.2026", "idempotency_key": KEY}
    fields["version"] = "0"

    assert client.post(address, fields).status_code == 302
    assert fresh(worker).get("/start/").status_code == 302
    bad = {**fields, "valid_until": "1.1.2025", "idempotency_key": ""}
    assert client.post(address, bad).status_code == 422


def test_two_who_change_each_their_end_of_a_period_are_joined(world: World) -> None:
    worker = world.person(HOME, Role.CASEWORKER)
    client = fresh(world.person(HOME, Role.LEADER))
    address = reverse("accounts:member", args=[worker.membership.pk])
    shown = client.get(address).content.decode()
    fields = dict(
        re.findall(r'name="(valid_from|valid_until|version|seen)"[^>]* value="([^"]*)"', shown)
    )
    fields = {
        name: fields.get(name, "") for name in ("valid_from", "valid_until", "version", "seen")
    }
    first = {**fields, "valid_until": "31.12.2030", "idempotency_key": str(uuid4())}
    second = {**fields, "valid_from": "1.1.2026", "idempotency_key": str(uuid4())}

    assert [client.post(address, each).status_code for each in (first, second)] == [302, 302]

    row = rows_of(Membership).get(pk=worker.membership.pk)
    assert (row.valid_from, row.valid_until) == (date(2026, 1, 1), date(2030, 12, 31))


def test_an_action_refuses_a_period_that_ends_before_it_begins(world: World) -> None:
    worker, leader = world.person(HOME, Role.CASEWORKER), world.person(HOME, Role.LEADER)

    with leader.acts(), pytest.raises(Invalid):
        actions.change_period(
            by=leader.actor,
            membership=worker.membership,
            version=0,
            valid_from=date(2026, 2, 1),
            valid_until=date(2026, 1, 1),
        )


def test_a_role_that_ended_while_its_form_was_open(world: World) -> None:
    worker = world.person(HOME, Role.CASEWORKER)
    client = fresh(world.person(HOME, Role.LEADER))
    end(client, worker)
    fields = {"valid_from": "1.1.2026", "valid_until": "", "version": "0"}
    fields["idempotency_key"] = KEY.replace("1111-4", "3333-4")

    answer = client.post(reverse("accounts:member", args=[worker.membership.pk]), fields)

    assert answer.status_code == 422


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("name=COORDINATOR", {"coordinator"}),
        ("role=leader", {"leader"}),
        ("state=coming", set()),
        ("state=all&role=leader", {"leader"}),
        (
            "role=opdigtet&state=opdigtet",
            {"reporter", "leader", "log_reviewer", "caseworker", "coordinator"},
        ),
    ],
)
def test_filters(world: World, query: str, names: set[str]) -> None:
    page = fresh(world.person(HOME, Role.LEADER)).get(f"{reverse('accounts:members')}?{query}")

    shown = page.content.decode()
    body = shown[shown.index("<main") : shown.index("</main>")]
    roles = ("reporter", "caseworker", "coordinator", "leader", "log_reviewer")
    assert {role for role in roles if f"Navnekanarie {role}-{HOME}" in body} == names


def test_the_administrator_filters_by_authority(world: World) -> None:
    client = fresh(world.person(CENTRE, Role.ADMINISTRATOR))

    shown = client.get(reverse("accounts:members"), {"authority": FAR}).content.decode()

    assert f"leader-{FAR}" in shown
    assert f"leader-{HOME}" not in shown


def test_the_list_costs_the_same_for_one_and_three_people(
    world: World, django_assert_max_num_queries: pytest.FixtureRequest
) -> None:
    client = fresh(world.person(HOME, Role.LEADER))
    session_of(client)
    for role in ("leader", ""):
        with django_assert_max_num_queries(17):  # type: ignore[operator]
            client.get(reverse("accounts:members"), {"role": role})


def test_roles_that_manage_are_those_named(world: World) -> None:
    managers = {
        role
        for role in Role
        if any(
            p.actor.can(Permission.MANAGE_MEMBERS)
            for (_, r), p in world.people.items()
            if r is role
        )
    }

    assert managers == {Role.LEADER, Role.POLICE_COORDINATOR, Role.ADMINISTRATOR}
