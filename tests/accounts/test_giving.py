"""Law 11: nobody gives herself a right, by any detour."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse

from stopext.access import clock
from stopext.access.errors import Invalid, Refused
from stopext.access.roles import ROLES_IN, AuthorityKind, Role
from stopext.accounts import actions
from stopext.accounts.actions import acceptance
from stopext.accounts.models import CENTRE, Authority, Invitation, Membership, User
from stopext.accounts.policies import mailbox
from stopext.audit.models import AuditEvent
from stopext.audit.record import note
from tests.support.rows import rows_of
from tests.support.world import HOME, HOME_DISTRICT, Person, World

#: A municipality nobody works for yet, and a police district.
EMPTY, EMPTY_DISTRICT = 727, 1465
PASSWORD = "vinteren-er-lang-og-kold"
NEW = "ny.leder@portal.example"


def give(
    by: Person, place: int, role: Role = Role.LEADER, email: str = NEW
) -> tuple[Invitation, str]:
    """An invitation and the secret that was answered."""
    authority = Authority.objects.get(pk=place)
    with by.acts():
        return actions.invite(
            by=by.actor, authority=authority, email=email, name="Ny Leder", role=role
        )


def confirm(by: Person, row: Invitation) -> str:
    """The secret of the link that is sent."""
    with by.acts():
        return actions.confirm_invitation(by=by.actor, invitation=row)


def accept(secret: str) -> User:
    """The person who gets the mail."""
    return acceptance.accept_with_new_account(secret=secret, password=PASSWORD)


# -- Nobody invites herself -------------------------------------------------------------------


@pytest.mark.parametrize(
    "spelled",
    [
        "{local}@{domain}",
        "{LOCAL}@{DOMAIN}",
        "{local}+leder@{domain}",
        "{dotted}@{domain}",
        " {local}@{domain} ",
        "{local}\u200b@{domain}",
        "{local}\u00ad@{domain}.",
        "{wide}@{domain}",
    ],
)
@pytest.mark.parametrize(
    ("place", "role", "into"),
    [
        (HOME, Role.LEADER, HOME),
        (HOME_DISTRICT, Role.POLICE_COORDINATOR, HOME_DISTRICT),
        (CENTRE, Role.ADMINISTRATOR, CENTRE),
        (CENTRE, Role.ADMINISTRATOR, EMPTY),
    ],
)
def test_nobody_invites_her_own_address(
    world: World, place: int, role: Role, into: int, spelled: str
) -> None:
    person = world.person(place, role)
    local, _at, domain = person.user.email.partition("@")
    wide = chr(ord(local[0]) - 0x20 + 0xFF00) + local[1:]
    address = spelled.format(
        local=local,
        domain=domain,
        LOCAL=local.upper(),
        DOMAIN=domain.upper(),
        dotted=".".join(local),
        wide=wide,
    )
    wanted = Role.LEADER if into == EMPTY else role

    with pytest.raises(Invalid, match="dig selv"):
        give(person, into, wanted, address)
    assert not rows_of(Invitation).exists()


def test_two_people_of_one_provider_are_two() -> None:
    assert mailbox("anne@kommune.example") != mailbox("anna@kommune.example")
    assert mailbox("anne@kommune.example") != mailbox("anne@kreds.example")


def test_an_address_that_became_ones_own_takes_no_role(world: World) -> None:
    leader = world.person(HOME, Role.LEADER)
    _row, secret = give(leader, HOME, Role.LOG_REVIEWER)
    user = User.objects.get(pk=leader.user.pk)
    user.email = NEW
    user.save(update_fields=["email"])

    with pytest.raises(Invalid, match="dig selv"):
        acceptance.accept_as(user=user, secret=secret)
    assert rows_of(Membership).filter(user=user).count() == 1


# -- From outside -----------------------------------------------------------------------------

CASES = [
    (kind, role)
    for kind, roles in ROLES_IN.items()
    if kind != AuthorityKind.CENTRE
    for role in sorted(roles)
    if role is not Role.REPORTER
]
LEADERS = {AuthorityKind.MUNICIPALITY: Role.LEADER, AuthorityKind.POLICE: Role.POLICE_COORDINATOR}


@pytest.mark.parametrize(("kind", "role"), CASES)
def test_no_role_with_cases_is_given_where_somebody_leads(
    admin: Person, kind: AuthorityKind, role: Role
) -> None:
    with pytest.raises(Invalid, match="leder"):
        give(admin, HOME if kind == AuthorityKind.MUNICIPALITY else HOME_DISTRICT, role)


@pytest.mark.parametrize(("kind", "role"), CASES)
def test_only_the_first_leader_is_given_from_outside(
    admin: Person, kind: AuthorityKind, role: Role
) -> None:
    place = EMPTY if kind == AuthorityKind.MUNICIPALITY else EMPTY_DISTRICT
    if role is LEADERS[kind]:
        assert give(admin, place, role)[0].waits_for_second
    else:
        with pytest.raises(Invalid, match="egen leder"):
            give(admin, place, role)


def test_the_first_leader_comes_in_when_a_second_administrator_has_confirmed(
    admin: Person, second: Person
) -> None:
    row, early = give(admin, EMPTY)
    assert Client().get(reverse("accounts:accept_invitation", args=[early])).status_code == 404
    with pytest.raises(Invalid, match="gælder ikke"):
        accept(early)
    with admin.acts(), pytest.raises(Invalid, match="bekræftet"):
        actions.resend_invitation(by=admin.actor, invitation=row)
    with pytest.raises(Refused, match="En anden administrator"):
        confirm(admin, row)

    secret = confirm(second, row)
    with pytest.raises(Invalid, match="venter ikke"):
        confirm(second, row)
    user = accept(secret)

    assert rows_of(Membership).get(user=user).role == Role.LEADER


def test_a_leader_cannot_confirm(world: World, admin: Person) -> None:
    row, _secret = give(admin, EMPTY)
    with pytest.raises(Refused):
        confirm(world.person(HOME, Role.LEADER), row)


def test_who_confirms_is_not_who_is_invited(admin: Person, second: Person) -> None:
    row, _secret = give(admin, EMPTY, email=second.user.email.upper())
    with pytest.raises(Invalid, match="dig selv"):
        confirm(second, row)


def test_a_further_administrator_needs_a_second_too(admin: Person, second: Person) -> None:
    """Otherwise one would make herself a colleague who confirms."""
    row, early = give(admin, CENTRE, Role.ADMINISTRATOR)
    with pytest.raises(Invalid):
        accept(early)
    assert accept(confirm(second, row)).email == NEW


def test_of_two_first_leaders_one_comes_in(admin: Person, second: Person) -> None:
    one, other = give(admin, EMPTY)[0], give(admin, EMPTY, email="anden@portal.example")[0]
    late = confirm(second, other)
    accept(confirm(second, one))

    with pytest.raises(Invalid, match="gælder ikke"):
        accept(late)
    with pytest.raises(Invalid, match="har en leder"):
        give(admin, EMPTY, email="tredje@portal.example")


def test_a_leader_who_is_still_to_come_counts(world: World, admin: Person) -> None:
    membership = world.person(HOME, Role.LEADER).membership
    rows_of(Membership).filter(pk=membership.pk).update(
        valid_from=clock.today() + timedelta(days=10)
    )
    with pytest.raises(Invalid, match="har en leder"):
        give(admin, HOME)


@pytest.mark.parametrize(("earlier", "later"), [(0, 30), (0, None), (30, 0)])
def test_from_outside_a_period_is_only_shortened(
    world: World, admin: Person, earlier: int, later: int | None
) -> None:
    """A role that has run out is not given back by its dates."""
    today = clock.today()
    row = world.person(HOME, Role.COORDINATOR).membership
    rows_of(Membership).filter(pk=row.pk).update(
        valid_from=today - timedelta(days=9), valid_until=today - timedelta(days=1)
    )
    row.refresh_from_db()
    until = None if later is None else today + timedelta(days=later - 1)
    with admin.acts(), pytest.raises(Invalid, match="afkorte"):
        actions.change_period(
            by=admin.actor,
            membership=row,
            version=row.version,
            valid_from=row.valid_from - timedelta(days=earlier),
            valid_until=until,
        )
    leader = world.person(HOME, Role.LEADER)
    with leader.acts():
        actions.change_period(
            by=leader.actor,
            membership=row,
            version=row.version,
            valid_from=row.valid_from,
            valid_until=None,
        )


# -- It is seen -------------------------------------------------------------------------------


def test_it_stands_in_both_logs_and_the_leaders_are_told(
    world: World, admin: Person, second: Person, mailoutbox: list[EmailMessage]
) -> None:
    leader = world.person(HOME, Role.LEADER)
    with admin.acts():
        actions.end_membership(by=admin.actor, membership=leader.membership)
    row, _secret = give(admin, HOME)
    confirm(second, row)

    told = [mail for mail in mailoutbox if mail.to == [leader.user.email]]
    assert [
        word
        for word in ("afsluttet", "inviteret", "bekræftet")
        for mail in told
        if word in str(mail.body)
    ] == ["afsluttet", "inviteret", "bekræftet"]
    assert all(mail.to == [leader.user.email] for mail in mailoutbox)
    assert "Ny Leder, leder" in str(told[1].body)
    assert admin.user.name in str(told[1].body)
    for place in (HOME, CENTRE):
        reviewer = world.person(place, Role.LOG_REVIEWER)
        with reviewer.acts():
            events = AuditEvent.objects.of_authority(place).filter(
                action__in=["invite", "confirm_invitation", "end_membership"]
            )
            assert list(events.order_by("pk").values_list("action", "user_id")) == [
                ("end_membership", admin.user.pk),
                ("invite", admin.user.pk),
                ("confirm_invitation", second.user.pk),
            ]


def test_only_an_administrator_writes_in_anothers_log(world: World) -> None:
    with world.person(HOME, Role.LEADER).acts():
        note("invite", "accounts.invitation", "x", place=CENTRE)
    with world.person(CENTRE, Role.LOG_REVIEWER).acts():
        assert not AuditEvent.objects.of_authority(CENTRE).filter(object_id="x").exists()
