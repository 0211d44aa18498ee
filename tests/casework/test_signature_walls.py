"""Whatever is signed, somebody with SQL in her role signs it for herself, now, and once."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from casework.models import Case
from stopext.access.roles import Role
from tests.casework.erasing import closed
from tests.casework.samples import led_into, new_case, person, said_again
from tests.casework.test_walls import refused, rows
from tests.kernel import catalog
from tests.support import databases
from tests.support.world import HOME, Person, World

#: Columns that name somebody who does not sign the row by being named, and why.
OTHERS = {
    ("casework_case", "coordinator_user"): "is appointed by somebody else",
    ("casework_caseassignment", "user_id"): "is assigned by somebody else",
    ("casework_casereader", "user_id"): "is listed by somebody else",
    ("casework_fieldhistory", "user_id"): "is written by the database",
    ("casework_jointinvitee", "user_id"): "is invited by somebody else",
    ("casework_jointpaper", "user_id"): "is invited by somebody else",
    ("casework_measure", "owner_name"): "carries the measure out, also outside the municipality",
    ("casework_measure", "owner_user"): "carries the measure out",
    ("casework_task", "owner_name"): "is given the task by somebody else",
    ("casework_task", "owner_user"): "is given the task by somebody else",
    ("screening_instrumentversion", "prepared_by"): "is shown; its own guard keeps who it was",
    ("screening_instrumentversion", "prepared_by_id"): "is taken from the context by its own guard",
    ("screening_instrumentversion", "published_by"): "is shown; its own guard keeps who it was",
    (
        "screening_instrumentversion",
        "published_by_id",
    ): "is taken from the context by its own guard",
    ("screening_screeningaccess", "user_id"): "is named by somebody else",
}
NAMING = (
    "select table_name::text, column_name::text from information_schema.columns"
    " where table_schema = 'public' and table_name ~ '^(casework|screening)_'"
    " and data_type in ('uuid', 'character varying')"
    " and column_name ~ '(^|_)(by|rater|reporter|owner|user)(_|$)' order by 1, 2"
)
SIGNING = (
    "select tgrelid::regclass::text, pg_get_triggerdef(oid) from pg_trigger"
    " where tgfoid = 'public.hold_signature'::regproc order by 1, 2"
)


@pytest.fixture
def told_later() -> None:
    """The database believes no time that comes with a row."""


@pytest.fixture
def leader(world: World) -> Person:
    return world.person(HOME, Role.LEADER)


@pytest.fixture
def lead(world: World) -> Person:
    return world.person(HOME, Role.COORDINATOR)


@pytest.fixture
def rich(lead: Person, belief: databases.Belief) -> Case:
    """The coordinator's, with something of nearly everything, on cases open to all."""
    with belief(), lead.acts():
        ended = closed(lead)
        case = new_case(lead.actor, person(name="Anna Prøvesen"))
        said_again(lead.actor, case)
        led_into(lead.actor, case)
    return ended


def signatures(connection: psycopg.Connection) -> list[tuple[str, list[str]]]:
    """Each trigger's table and the columns that it holds."""
    return [
        (table, re.findall(r"'(\w*)'", definition.partition("hold_signature")[2]))
        for table, definition in catalog.rows(connection, SIGNING)
    ]


def test_every_column_that_names_who_did_it_is_held(superuser: psycopg.Connection) -> None:
    held = {
        (table, column)
        for table, columns in signatures(superuser)
        for column in columns[:3]
        if column
    }
    found = catalog.rows(superuser, NAMING)
    assert sorted({*found} - held - {*OTHERS}) == []
    assert sorted({*OTHERS} - {*found}) == []
    assert len(held) > 60


def answer(sql: str, *values: Any) -> Any:
    """The first row, or what the database said when it refused."""
    try:
        with transaction.atomic():
            return rows(sql, *values)[0]
    except DatabaseError as refusal:
        return str(refusal).splitlines()[0]


def test_nobody_signs_for_somebody_else_nor_yesterday(
    lead: Person, leader: Person, rich: Case, superuser: psycopg.Connection
) -> None:
    attacked = set()
    for table, (who, name, moment, _rule) in signatures(superuser):
        # What has guards of its own is copied in test_joint_walls.py and test_inquiry_walls.py;
        # a receipt, of which there is one, in test_deadline_walls.py.
        guarded = table.startswith(
            ("casework_joint", "casework_inquiry", "casework_acknowledgement")
        )
        if (who, name, moment) != ("by_user", "by_name", "at") or guarded:
            continue
        copied = (
            f"insert into {table} select (jsonb_populate_record(t, jsonb_build_object('id',"
            " gen_random_uuid(), 'by_user', %s::uuid, 'by_name', 'Falsk Leder', 'at', '2020-01-01',"
            " 'undone_at', now(), 'undone_by', %s::uuid, 'locks_at', now() + interval '1 day',"
            f" 'expires_at', now() + interval '1 day'))).* from {table} t limit 1"
            " returning by_user, by_name, at > now() - interval '2 minutes'"
        )
        me = lead.actor.user_id
        with lead.acts():
            if not rows(f"select 1 from {table} limit 1"):
                continue
            stranger = leader.actor.user_id
            assert answer(copied, stranger, me) == "nobody signs for somebody else", table
            given = answer(copied, me, me)
            assert given == (me, lead.actor.name, True), table
        attacked.add(table)
    assert len(attacked) >= 10, attacked


def test_who_signed_and_when_do_not_change(
    lead: Person, leader: Person, rich: Case, superuser: psycopg.Connection
) -> None:
    tried = 0
    for table, (who, name, moment, rule) in signatures(superuser):
        signed = f"{moment or name} is not null and {name or who}::text <> ''"
        with leader.acts():
            if rule == "again" or not rows(f"select 1 from {table} where {signed} limit 1"):
                continue
            own = {who: "sec.user_id()", name: "sec.own_name()", moment: "now()"}
            for column, mine in own.items():
                if column:
                    tried += 1
                    change = f"update {table} set {column} = {mine} where {signed}"
                    assert refused(change), (table, column)
    assert tried >= 30


def test_an_approval_is_a_leaders_own_and_of_today(leader: Person, rich: Case) -> None:
    approve = (
        "insert into casework_leaderapproval (id, municipality_id, case_id, by_user, by_name, at,"
        " kind, reason) values (gen_random_uuid(), %s, %s, %s, 'Falsk Leder', '2020-01-01',"
        " 'closing', '')"
        " returning by_name, at"
    )
    with leader.acts():
        assert refused(approve, HOME, rich.pk, uuid4())
        ((name, at),) = rows(approve, HOME, rich.pk, leader.actor.user_id)
    assert name == leader.actor.name
    assert abs(timezone.now() - at) < timedelta(minutes=2)


def test_who_signs_again_signs_for_herself(lead: Person, leader: Person, rich: Case) -> None:
    ask = (
        "update casework_case set approval_asked_user = %s, approval_asked_by = 'Falsk Leder',"
        " approval_asked_at = now()"
    )
    hold = "update casework_case set hold_until = now() + interval '9 days', hold_owner = 'x'"
    clear = (
        "update casework_case set approval_asked_user = null, approval_asked_by = '',"
        " approval_asked_at = null"
    )
    with leader.acts():
        assert refused(ask, lead.actor.user_id)
        assert not refused(ask, leader.actor.user_id)
        assert not refused(hold)
        names = rows("select distinct approval_asked_by, hold_owner from casework_case")
        assert names == [(leader.actor.name, leader.actor.name)]
        assert not refused(clear)


def test_a_copy_keeps_a_signature_that_stands_and_invents_none(
    lead: Person, leader: Person, rich: Case
) -> None:
    """A correction follows its concern to another case, in the name of who made it."""
    corrected = (
        "insert into casework_correction (id, municipality_id, case_id, by_user, by_name, at,"
        " reason, changes) values (gen_random_uuid(), %s, %s, sec.user_id(), '', now(), '', '')"
    )
    copied = (
        "insert into casework_correction select (jsonb_populate_record(t, jsonb_build_object('id',"
        " gen_random_uuid(), 'at', {}))).* from casework_correction t where by_user = %s limit 1"
    )
    with lead.acts():
        assert not refused(corrected, HOME, rich.pk)
    with leader.acts():
        assert not refused(copied.format("t.at"), lead.actor.user_id)
        assert refused(copied.format("t.at + interval '1 second'"), lead.actor.user_id)
