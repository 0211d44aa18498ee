"""Attacks that began with one injected statement, and what the database answers them now."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from psycopg.errors import InsufficientPrivilege

from casework import actions
from casework.models import Case, Disclosure, DisclosureItem
from stopext.access.context import digest_of
from stopext.access.roles import Role
from stopext.audit.record import note
from tests.casework.pages.test_sharing_pages import shared
from tests.casework.samples import new_case
from tests.kernel.siege import HOME as PLANTED
from tests.kernel.siege import ROLES, STRANGER, VICTIM, Siege
from tests.support.world import HOME, HOME_DISTRICT, Person, World

SESSION = (
    "insert into accounts_session (token_hash, user_id, second_factor, data, agent, created_at,"
    " seen_at, expires_at, ends_at) values ('\\x00', '{user}', true, '', '', now(), now(),"
    " now() + interval '1 hour', now() + interval '1 hour')"
)
Sql = Callable[..., list[tuple[Any, ...]]]


def run(statement: str, *values: object) -> list[tuple[Any, ...]]:
    """What an injected statement brings home, in the context of whoever acts."""
    with connection.cursor() as cursor:
        bound: Any = values or None
        cursor.execute(statement, bound)
        return list(cursor.fetchall()) if cursor.description else [(cursor.rowcount,)]


@pytest.fixture
def app(siege: Siege) -> Iterator[psycopg.Connection]:
    """The login of what runs behind the gate, with psycopg itself, which sends what it is told."""
    with siege.connect() as login:
        yield login
        login.rollback()


# -- The key of a live session ----------------------------------------------------------------


def test_a_statement_shows_no_key_of_a_session(world: World, superuser: psycopg.Connection) -> None:
    """The values are bound by the server: they stand in no statement and so in no server log."""
    leader = world.person(HOME, Role.LEADER)
    with leader.acts():
        (pid,) = run("select pg_backend_pid()")[0]
    with connection.cursor() as cursor:
        cursor.execute(
            "select sec.enter(%s, %s)", [digest_of(leader.token), leader.actor.membership_id]
        )
        seen = superuser.execute(
            "select query from pg_stat_activity where pid = %s", [pid]
        ).fetchone()

    assert seen == ("select sec.enter($1, $2)",)


@pytest.mark.parametrize("role", ROLES)
def test_nobody_asks_what_another_connection_runs(app: psycopg.Connection, role: str) -> None:
    app.execute("select set_config('role', %s, true)", [role])
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        app.execute("select pg_stat_get_activity(null)::text")


def test_the_server_notes_no_statement(siege: Siege, superuser: psycopg.Connection) -> None:
    """Also where the portal's installer is no superuser, who alone can take the question away."""
    canary = uuid4().hex
    for connect in (siege.connect, siege.connect_outside):
        with connect() as other:
            other.execute(f"select '{canary}'".encode())
            seen = superuser.execute("select query from pg_stat_activity").fetchall()
            assert canary not in str(seen)


def test_what_is_sent_of_a_key_is_no_cookie(world: World) -> None:
    leader = world.person(HOME, Role.LEADER)
    for sent in (digest_of(leader.token).hex(), str(digest_of(leader.token))):
        browser = Client()
        browser.cookies["sid"] = sent
        assert browser.get("/start/").status_code == 302


# -- Stacked statements -----------------------------------------------------------------------


def test_a_second_statement_is_not_sent(world: World) -> None:
    leader = world.person(HOME, Role.LEADER)
    with leader.acts():
        for first, values in (("select 0", ()), ("select 0 where %s = 1", (1,))):
            with pytest.raises(DatabaseError, match="multiple commands"), transaction.atomic():
                run(f"{first}; commit; begin; {SESSION.format(user=VICTIM)}", *values)


@pytest.mark.parametrize("role", ROLES)
def test_a_session_cannot_be_made_from_behind_the_gate(
    siege: Siege, app: psycopg.Connection, role: str
) -> None:
    """Also by a driver that would send stacked statements."""
    passport = siege.person(STRANGER, Role.LEADER.value)
    app.execute("select sec.enter(%s, %s)", [passport.digest, passport.membership])
    with pytest.raises(InsufficientPrivilege):
        app.execute(
            f"select set_config('role', '{role}', true); {SESSION.format(user=VICTIM)}".encode()
        )


@pytest.mark.parametrize("role", ["none", "r_muni", "portal_login"])
def test_who_is_behind_the_gate_reads_no_table_of_the_log_in(
    app: psycopg.Connection, role: str
) -> None:
    entered = f"select set_config('role', '{role}', true)"
    for table in ("accounts_session", "accounts_cacheentry", "mfa_authenticator"):
        with pytest.raises(InsufficientPrivilege), app.transaction():
            app.execute(f"{entered}; select * from {table}".encode())


@pytest.mark.parametrize("role", [role for role in ROLES if role != "none"])
def test_the_log_in_pages_enter_no_role(siege: Siege, role: str) -> None:
    passport = siege.person(PLANTED, Role.LEADER.value)
    with siege.connect_outside() as login:
        with pytest.raises(InsufficientPrivilege), login.transaction():
            login.execute("select set_config('role', %s, true)", [role])
        with pytest.raises(InsufficientPrivilege), login.transaction():
            login.execute("select sec.enter(%s, %s)", [passport.digest, passport.membership])


# -- Inside an authority ----------------------------------------------------------------------


@pytest.fixture
def restricted(world: World) -> Case:
    """A case that its coordinator has restricted to herself."""
    coordinator = world.person(HOME, Role.COORDINATOR)
    with coordinator.acts():
        case = new_case(coordinator.actor)
        return actions.restrict(
            by=coordinator.actor,
            case=case,
            version=case.version,
            membership_ids=[coordinator.actor.membership_id],
        )


@pytest.fixture(params=[Role.CASEWORKER, Role.LEADER])
def outsider(world: World, request: pytest.FixtureRequest) -> Person:
    """Somebody of the same municipality who is not on the list."""
    return world.person(HOME, request.param)


def on_case() -> list[str]:
    """Every table whose rows hang on a case."""
    rows = run(
        "select table_name::text from information_schema.columns"
        " where table_schema = 'public' and table_name like 'casework\\_%%' and column_name = %s",
        "case_id",
    )
    return sorted(name for (name,) in rows)


def test_a_restricted_case_is_its_readers_only(
    world: World, restricted: Case, outsider: Person
) -> None:
    key = restricted.pk
    with outsider.acts():
        assert run("select * from casework_case where id = %s", key) == []
        for table in on_case():
            assert run(f"select id from {table} where case_id = %s", key) == []
        assert run("update casework_case set restricted = false returning id") == []
    with world.person(HOME, Role.COORDINATOR).acts():
        assert len(run("select id from casework_case where id = %s", key)) == 1
        tables = on_case()
        rows = {table: run(f"select id from {table} where case_id = %s", key) for table in tables}
    seen = {name for name, found in rows.items() if found}
    assert {"casework_concern", "casework_casereader", "casework_statechange"} <= seen
    assert len(tables) >= 18


def test_nobody_puts_herself_on_the_list(restricted: Case, outsider: Person) -> None:
    with (
        outsider.acts(),
        pytest.raises(DatabaseError, match=r"row-level security|who leads says"),
        transaction.atomic(),
    ):
        run(
            "insert into casework_casereader (id, municipality_id, case_id, user_id, membership_id,"
            " name, since) values (gen_random_uuid(), %s, %s, %s, %s, 'x', now())",
            *(HOME, restricted.pk, outsider.actor.user_id, outsider.actor.membership_id),
        )


def test_a_caseworker_lifts_no_restriction(world: World, restricted: Case) -> None:
    """Not even one who is on the list."""
    caseworker, coordinator = (
        world.person(HOME, Role.CASEWORKER),
        world.person(HOME, Role.COORDINATOR),
    )
    with coordinator.acts():
        actions.restrict(
            by=coordinator.actor,
            case=restricted,
            version=restricted.version,
            membership_ids=[caseworker.actor.membership_id],
        )
    with caseworker.acts(), pytest.raises(DatabaseError, match="who leads"), transaction.atomic():
        run("update casework_case set restricted = false where id = %s", restricted.pk)


@pytest.mark.parametrize(
    ("role", "name"),
    [
        (Role.CASEWORKER, Role.LEADER),
        (Role.CASEWORKER, Role.CASEWORKER),
        (Role.COORDINATOR, Role.LEADER),
        (Role.COORDINATOR, Role.COORDINATOR),
    ],
)
def test_an_approval_is_a_leaders_own(world: World, role: Role, name: Role) -> None:
    writer = world.person(HOME, role)
    named: UUID = world.person(HOME, name).actor.user_id
    refused = "row-level security" if name is role else "signs for somebody else"
    with writer.acts():
        case = new_case(writer.actor)
        with pytest.raises(DatabaseError, match=refused), transaction.atomic():
            run(APPROVAL, HOME, case.pk, named)


def test_a_leader_approves_in_her_own_name_only(world: World) -> None:
    leader, other = world.person(HOME, Role.LEADER), world.person(HOME, Role.COORDINATOR)
    with leader.acts():
        case = new_case(leader.actor)
        assert run(APPROVAL, HOME, case.pk, leader.actor.user_id) == [(1,)]
        with pytest.raises(DatabaseError, match="signs for somebody else"), transaction.atomic():
            run(APPROVAL, HOME, case.pk, other.actor.user_id)


APPROVAL = (
    "insert into casework_leaderapproval (id, municipality_id, case_id, by_user, by_name, at, kind,"
    " reason) values (gen_random_uuid(), %s, %s, %s, 'x', now(), 'closing', '')"
)


@pytest.mark.parametrize("table", ["disclosure", "disclosureitem", "receipt"])
@pytest.mark.parametrize("role", [Role.CASEWORKER, Role.COORDINATOR, Role.LEADER])
def test_what_was_withdrawn_stays_withdrawn(world: World, table: str, role: Role) -> None:
    coordinator = world.person(HOME, Role.COORDINATOR)
    made = withdrawn(world)
    key = "id" if table == "disclosure" else "disclosure_id"
    back = f"update casework_{table} set revoked_at = null where {key} = %s"
    with world.person(HOME, role).acts():
        if role is Role.CASEWORKER:
            assert run(back, made.pk) == [(0,)]
        else:
            with pytest.raises(DatabaseError, match="stays withdrawn"), transaction.atomic():
                run(back, made.pk)
    with coordinator.acts():
        rows = run(f"select revoked_at from casework_{table} where {key} = %s", made.pk)
    assert rows
    assert all(at is not None for (at,) in rows)


def withdrawn(world: World) -> Disclosure:
    """A disclosure that the police have opened and the municipality has taken back."""
    coordinator = world.person(HOME, Role.COORDINATOR)
    officer = world.person(HOME_DISTRICT, Role.OFFICER)
    with coordinator.acts():
        case = new_case(coordinator.actor)
    made = shared(coordinator, case)
    with officer.acts():
        items = DisclosureItem.objects.for_actor(officer.actor)
        actions.receive(by=officer.actor, disclosure=made, items=items)
    with coordinator.acts():
        return actions.withdraw(by=coordinator.actor, disclosure=made, reason="Fejl")


# -- Who, in the log --------------------------------------------------------------------------

EVENT = json.dumps(
    [{"action": "view", "user_id": str(VICTIM), "role": "leader", "authority_id": 851}]
)


@pytest.mark.parametrize("role", [role for role in ROLES if role != "r_public"])
def test_no_context_no_event(app: psycopg.Connection, role: str) -> None:
    app.execute("select set_config('role', %s, true)", [role])
    with pytest.raises(InsufficientPrivilege):
        app.execute("select audit.record(%s::jsonb)", [EVENT])


@pytest.mark.parametrize("role", ROLES)
def test_an_event_names_nobody_but_who_acts(
    siege: Siege, app: psycopg.Connection, role: str
) -> None:
    passport = siege.person(STRANGER, Role.LEADER.value)
    app.execute("select sec.enter(%s, %s)", [passport.digest, passport.membership])
    app.execute("select set_config('role', %s, true)", [role])
    try:
        named = app.execute("select audit.record(%s::jsonb)", [EVENT]).fetchone()
    except InsufficientPrivilege:
        assert role == "none"
    else:
        assert named == (passport.user,)


def test_the_public_names_nobody(app: psycopg.Connection) -> None:
    app.execute("select set_config('role', 'r_public', true)")

    assert app.execute("select audit.record(%s::jsonb)", [EVENT]).fetchone() == (None,)


def test_work_is_not_kept_when_its_context_was_taken_away(world: World) -> None:
    with pytest.raises(RuntimeError, match="would not name who acts"):
        _work_without_context(world.person(HOME, Role.LEADER))


def _work_without_context(person: Person) -> None:
    with person.acts():
        note("view")
        run("select set_config('app.ctx', '', true), set_config('role', 'r_public', true)")
