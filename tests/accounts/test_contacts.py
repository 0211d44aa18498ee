"""How the centre, the info-houses and the municipalities are reached is kept data."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from stopext.access.context import enter_public, leave
from stopext.access.errors import Conflict, Refused
from stopext.access.roles import AuthorityKind, Role
from stopext.accounts import actions, contacts
from stopext.accounts.contacts import USES_OF
from stopext.accounts.models import CENTRE, Authority, Contact, ContactRevision
from stopext.audit.models import AuditEvent
from tests.accounts.helpers import fresh
from tests.support.rows import rows_of
from tests.support.world import FAR, HOME, HOME_DISTRICT, NEIGHBOUR, Person, World

Use = Contact.Use
SAID = {
    "name": "Modtagelsen ved kanalen",
    "phone": "00 00 12 34",
    "email": "modtagelsen@kommune.example",
    "hours": "Kun om torsdagen",
}
KEEPERS = [
    (HOME, Role.LEADER, HOME, Use.NOTIFICATION),
    (HOME_DISTRICT, Role.POLICE_COORDINATOR, HOME_DISTRICT, Use.INFOHUS),
    (CENTRE, Role.ADMINISTRATOR, CENTRE, Use.CENTRE),
    (CENTRE, Role.ADMINISTRATOR, HOME, Use.COORDINATOR),
]


def contact_of(world: World, place: int, use: Contact.Use) -> Contact:
    """The row that stands there from the start, as it is now."""
    with world.person(HOME, Role.REPORTER).acts():
        found: Contact = rows_of(Contact).get(authority_id=place, use=use)
    return found


def say(world: World, by: Person, place: int, use: Contact.Use, **other: str) -> Contact:
    """Fill in a contact."""
    row = contact_of(world, place, use)
    with by.acts():
        return actions.keep_contact(by=by.actor, contact=row, version=row.version, **(SAID | other))


def test_every_authority_has_an_empty_one_of_each_sort(world: World) -> None:
    with world.person(HOME, Role.REPORTER).acts():
        found = [(row.authority_id, row.use, row.is_given) for row in rows_of(Contact)]
    wanted = [
        (authority.pk, use, False)
        for authority in Authority.objects.all()
        for use in USES_OF[AuthorityKind(authority.kind)]
    ]
    assert sorted(found) == sorted(wanted)
    assert len(found) == 1 + 2 * (12 + 98)


@pytest.mark.parametrize(("place", "role", "into", "use"), KEEPERS)
def test_who_keeps_it_changes_it_and_reads_what_it_said(
    world: World, place: int, role: Role, into: int, use: Contact.Use
) -> None:
    browser, address = (
        fresh(world.person(place, role)),
        reverse("accounts:contact", args=[contact_of(world, into, use).pk]),
    )
    for version, said in enumerate([SAID, SAID | {"phone": "", "email": ""}]):
        key = browser.get(address).context["form"]["idempotency_key"].value()
        sent = {**said, "version": version, "idempotency_key": key}
        assert browser.post(address, sent).headers["Location"] == reverse("accounts:contacts")

    page = browser.get(address).content.decode()
    listed = browser.get(reverse("accounts:contacts")).content.decode()

    assert page.count(SAID["name"]) == 3  # the field and two lines of history
    assert page.count(SAID["phone"]) == 1
    assert page.count(f"Navnekanarie {role}-{place}</strong>") == 2
    assert "Mangler" in listed


def test_one_event_in_the_log_of_whose_contact_it_is(world: World) -> None:
    row = say(world, world.person(CENTRE, Role.ADMINISTRATOR), HOME, Use.NOTIFICATION)
    say(world, world.person(CENTRE, Role.ADMINISTRATOR), HOME, Use.NOTIFICATION)  # nothing new

    with world.person(HOME, Role.LOG_REVIEWER).acts():
        events = AuditEvent.objects.filter(action="keep_contact")
        assert [(e.authority_id, e.object_id, e.details) for e in events] == [
            (HOME, str(row.pk), {"fields": ["name", "phone", "email", "hours"]})
        ]


def test_a_number_that_was_overtaken_is_not_stored(world: World) -> None:
    leader, row = world.person(HOME, Role.LEADER), contact_of(world, HOME, Use.NOTIFICATION)
    say(world, leader, HOME, Use.NOTIFICATION)

    with leader.acts(), pytest.raises(Conflict):
        actions.keep_contact(by=leader.actor, contact=row, version=0, **(SAID | {"phone": "1"}))


@pytest.mark.parametrize(
    ("place", "role", "into", "use"),
    [
        (HOME, Role.COORDINATOR, HOME, Use.COORDINATOR),
        (HOME, Role.LEADER, NEIGHBOUR, Use.NOTIFICATION),
        (HOME, Role.LEADER, HOME_DISTRICT, Use.INFOHUS),
        (HOME_DISTRICT, Role.OFFICER, HOME_DISTRICT, Use.INFOHUS),
        (CENTRE, Role.EDITOR, CENTRE, Use.CENTRE),
    ],
)
def test_nobody_else_changes_it_past_either_wall(
    world: World, place: int, role: Role, into: int, use: Contact.Use
) -> None:
    person, row = world.person(place, role), contact_of(world, into, use)

    with person.acts(), pytest.raises(Refused):
        actions.keep_contact(by=person.actor, contact=row, version=0, **SAID)
    with person.acts(), connection.cursor() as cursor:
        cursor.execute("update accounts_contact set phone = '1' where id = %s", [row.pk])
        assert cursor.rowcount == 0


def test_injected_sql_moves_no_contact_and_writes_no_other_name(world: World) -> None:
    admin, row = world.person(CENTRE, Role.ADMINISTRATOR), contact_of(world, HOME, Use.NOTIFICATION)
    insert = (
        "insert into accounts_contactrevision (id, authority_id, contact_id, version, at, name,"
        " phone, email, hours, by_user, by_name)"
        " values (gen_random_uuid(), %s, %s, 9, now(), '', '1', '', '', gen_random_uuid(), 'x')"
    )
    attacks: list[tuple[str, list[int | UUID]]] = [
        ("update accounts_contact set authority_id = %s where id = %s", [FAR, row.pk]),
        (insert, [HOME, row.pk]),
    ]
    for attack, values in attacks:
        with (
            admin.acts(),
            pytest.raises(DatabaseError, match=r"keeps its place|row-level security"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(attack, values)
    with admin.acts():
        assert not ContactRevision.objects.for_actor(admin.actor).exists()


def test_the_public_is_shown_the_open_ones_only(world: World) -> None:
    admin = world.person(CENTRE, Role.ADMINISTRATOR)
    say(world, admin, HOME, Use.NOTIFICATION)
    say(world, admin, HOME, Use.COORDINATOR, phone="00 00 56 78")
    say(world, admin, HOME_DISTRICT, Use.INFOHUS, phone="00 00 99 99")
    address = reverse("knowledge:infohus") + "?municipality=851"

    public = Client().get(address).content.decode()
    reader = world.person(HOME, Role.REPORTER).browser()
    led = reader.get(address).content.decode()
    reporter = reader.get(reverse("accounts:infohuse")).content.decode()

    assert [phone in public for phone in ("12 34", "56 78", "99 99")] == [True, False, False]
    assert [phone in reporter for phone in ("12 34", "56 78", "99 99")] == [False, True, True]
    assert reporter.index("99 99") < reporter.index("56 78")
    assert f'href="{reverse("accounts:infohuse")}#nordjyllands-politi"' in led
    assert reporter.index('id="nordjyllands-politi"') < reporter.index('id="fyns-politi"')


def test_the_database_shows_the_public_the_open_ones_only(world: World) -> None:
    with transaction.atomic():
        enter_public()
        seen = {row.use for row in rows_of(Contact)}
        leave()
    assert seen == set(contacts.PUBLIC)


@pytest.mark.parametrize("name", ["web:contact", "web:accessibility"])
def test_pages_about_the_portal_say_how_the_centre_is_reached(world: World, name: str) -> None:
    before = Client().get(reverse(name)).content.decode()
    say(world, world.person(CENTRE, Role.ADMINISTRATOR), CENTRE, Use.CENTRE)
    after = Client().get(reverse(name)).content.decode()

    assert "har ikke lagt telefon eller mail ind" in before
    assert "har ikke lagt telefon eller mail ind" not in after
    assert 'href="tel:00001234"' in after
    assert 'href="mailto:modtagelsen@kommune.example"' in after


def test_what_is_missing_is_said(world: World) -> None:
    address = reverse("knowledge:infohus") + "?municipality=751"

    public = Client().get(address).content.decode()
    leader = world.person(HOME, Role.LEADER).browser().get(address).content.decode()

    assert "har ikke lagt telefon eller mail til underretning ind" in public
    assert "vises, når du er logget ind" in public
    assert "vises, når du er logget ind" not in leader
