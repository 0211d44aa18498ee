"""D11, D15, D16, D27, D28: what the application's login may do besides reading tables."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
from psycopg import errors

from stopext.access.roles import Role
from stopext.database import ENTERED, Urls
from tests.kernel import catalog
from tests.kernel.siege import CENTRE, HOME, ROLES, STRANGER, Siege

ATTEMPTS = (
    "create table shadow (id int)",
    "create temporary table accounts_user (id int)",
    "create view peek as select * from accounts_user",
    "create function public.f() returns int language sql as 'select 1'",
    "create schema mine",
    "create role mine",
    "alter table accounts_user disable row level security",
    "alter table accounts_user no force row level security",
    "drop policy portal_login_0_select on accounts_user",
    "create policy mine on accounts_user using (true)",
    "alter role portal_app bypassrls",
    "alter role portal_app set row_security = off",
    "grant r_muni to r_public",
    "set role portal_owner",
    "set role ctx_owner",
    "set role audit_owner",
    "set role portal_job",
    "set role postgres",
    "set session authorization postgres",
    "set session_replication_role = replica",
    "set local session_replication_role = replica",
    "select pg_read_file('/etc/hostname')",
    "select * from pg_read_binary_file('/etc/hostname')",
    "copy accounts_authority to program 'cat'",
    "copy accounts_authority to '/tmp/portal-copy'",
    "select lo_import('/etc/hostname')",
    "select lo_create(0)",
    "select lo_from_bytea(0, 'x')",
    "select lo_put(1, 0, 'x')",
    "select lo_get(1)",
    "select pg_notify('channel', 'x')",
    "select pg_stat_get_xact_tuples_inserted('public.notifications_notice'::regclass)",
    "select pg_stat_get_xact_tuples_returned('public.casework_note'::regclass)",
    "select pg_stat_get_tuples_returned('public.casework_note'::regclass)",
    "select * from pg_stat_xact_user_tables",
    "select * from pg_stat_activity",
    "select pg_cancel_backend(pg_backend_pid())",
    "select pg_terminate_backend(pg_backend_pid())",
    "select * from pg_authid",
    "select * from pg_shadow",
    "select ipad from sec.key",
    "select sec.mac('x')",
    "select sec.kind_of('leader')",
    "select audit.seal_batch(1)",
    "select audit.leaf_text(e) from audit.event e",
    "delete from audit.event",
    "truncate audit.event, audit.seal, audit.sealed, audit.pending",
    "insert into audit.event (action) values ('forged')",
    "insert into audit.pending values (1)",
    "drop trigger append_only on audit.event",
    "alter table audit.event disable trigger all",
    "vacuum accounts_user",
)
#: PostgreSQL lets every login change its own defaults. Row security off makes statements fail; it
#: does not open anything (shown below).
OWN_DEFAULTS = ["alter role portal_app set row_security = off"]
REFUSALS = (
    errors.InsufficientPrivilege,
    errors.ActiveSqlTransaction,  # vacuum is refused before privileges are looked at
    errors.UndefinedFile,
)


@pytest.fixture
def login(siege: Siege) -> Iterator[psycopg.Connection]:
    """A connection as the application's login; everything is rolled back."""
    with siege.connect() as connection:
        yield connection
        connection.rollback()


def as_role(siege: Siege, login: psycopg.Connection, role: str) -> None:
    """Enter ``role``, with a true context where there is one for it."""
    people = {
        "r_reporter": (STRANGER, Role.REPORTER),
        "r_muni": (STRANGER, Role.LEADER),
        "r_police": (1461, Role.POLICE_COORDINATOR),
        "r_centre": (CENTRE, Role.ADMINISTRATOR),
        "r_log": (STRANGER, Role.LOG_REVIEWER),
    }
    if role in people:
        authority, name = people[role]
        passport = siege.person(authority, name.value)
        login.execute("select sec.enter(%s, %s)", [passport.digest, passport.membership])
    login.execute("select set_config('role', %s, true)", [role])


@pytest.mark.parametrize("role", ROLES)
def test_nothing_beside_rows_is_allowed(siege: Siege, login: psycopg.Connection, role: str) -> None:
    as_role(siege, login, role)
    allowed = [statement for statement in ATTEMPTS if not refused(login, statement)]

    assert allowed == (OWN_DEFAULTS if role == "none" else [])


def refused(login: psycopg.Connection, statement: str) -> bool:
    """Whether the server refuses; what it allows is undone."""
    try:
        with login.transaction(force_rollback=True):
            login.execute(statement.encode())
    except REFUSALS:
        return True
    return False


def test_row_security_cannot_be_switched_off(siege: Siege, login: psycopg.Connection) -> None:
    as_role(siege, login, "r_muni")
    login.execute("set local row_security = off")

    with pytest.raises(errors.InsufficientPrivilege):
        login.execute("select * from accounts_membership")


def test_explain_and_counters_show_nothing_of_others(
    siege: Siege, login: psycopg.Connection
) -> None:
    """D11: sequences behind the wall cannot be read; all public numbers are random anyway."""
    as_role(siege, login, "r_muni")
    readable = catalog.rows(
        login,
        "select c.oid::regclass::text from pg_class c join pg_namespace n"
        f" on n.oid = c.relnamespace where c.relkind = 'S' and {catalog.OUR_SCHEMAS}"
        " and case when c.relkind = 'S' then has_sequence_privilege(c.oid, 'select') end",
    )

    assert readable == []


@pytest.mark.parametrize("role", ["portal_app", *ENTERED])
def test_nobody_may_make_things(siege: Siege, role: str) -> None:
    """D15: a temporary table could stand in front of a real one."""
    made = catalog.rows(
        siege.admin,
        "select 'temp' where has_database_privilege(%s, current_database(), 'temp')"
        " union all select 'create' where has_database_privilege(%s, current_database(), 'create')"
        " union all select n.nspname from pg_namespace n"
        f" where {catalog.OUR_SCHEMAS} and n.nspname <> 'attack'"
        " and has_schema_privilege(%s, n.oid, 'create')",
        role,
        role,
        role,
    )

    assert made == []


def test_notifications_carry_no_row_of_a_case(siege: Siege) -> None:
    """D16: LISTEN cannot be revoked, so nothing behind the wall may notify at all."""
    tenants = set(catalog.tenant_tables(siege.admin))
    notifying = catalog.rows(
        siege.admin,
        "select t.tgrelid::regclass::text from pg_trigger t join pg_proc p on p.oid = t.tgfoid"
        " where p.prosrc ~* '(pg_notify|\\mnotify\\M)'",
    )

    assert {table for (table,) in notifying} & tenants == set()


def test_the_owner_of_the_tables_sees_no_row(siege: Siege, scratch_urls: Urls) -> None:
    """D27: a migration that counts or fills rows must say how it gets past the wall."""
    with psycopg.connect(scratch_urls.owner) as owner:
        seen = {
            table
            for table in catalog.tenant_tables(siege.admin)
            if not table.startswith("audit.")
            and owner.execute(f"select from {table} limit 1".encode()).fetchone()
        }

    assert seen == set()


@pytest.mark.parametrize(
    ("login_name", "statement"),
    [("portal_app", "30s"), ("portal_login", "30s"), ("portal_job", "15min")],
)
def test_every_login_has_time_limits(siege: Siege, login_name: str, statement: str) -> None:
    rows = catalog.rows(
        siege.admin,
        "select unnest(setconfig) from pg_db_role_setting s join pg_roles r on r.oid = s.setrole"
        " where r.rolname = %s order by 1",
        login_name,
    )

    assert [setting for (setting,) in rows] == [
        "idle_in_transaction_session_timeout=60s",
        "lock_timeout=5s",
        f"statement_timeout={statement}",
        *([] if login_name == "portal_job" else ["track_activities=off"]),
    ]


def test_a_runaway_statement_is_stopped(login: psycopg.Connection) -> None:
    shown = login.execute("show statement_timeout").fetchone()
    assert shown == ("30s",)
    login.execute("set local statement_timeout = '50ms'")

    with pytest.raises(errors.QueryCanceled):
        login.execute("select pg_sleep(5)")


def test_a_waiting_lock_is_given_up(siege: Siege) -> None:
    home = siege.person(HOME, Role.LEADER.value)
    with siege.connect_outside() as login, siege.connect_outside() as other:
        other.execute("update accounts_user set name = name where id = %s", [home.user])
        login.execute("set local lock_timeout = '50ms'")
        with pytest.raises(errors.LockNotAvailable):
            login.execute("update accounts_user set name = name where id = %s", [home.user])
        other.rollback()
