"""A copy of the database with one row in every table, made to be attacked.

All planted rows belong to one municipality, its police district and one person. Check constraints
are dropped in the copy and triggers are off, so that a table is planted whatever
its rules are: a new table is under attack from the migration that creates it.
"""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import psycopg
from psycopg import sql

from stopext.access.context import digest_of
from tests.kernel import catalog
from tests.support import databases

HOME, STRANGER = 851, 813
HOME_DISTRICT, STRANGER_DISTRICT = 1460, 1461
CENTRE = 1
VICTIM = uuid.UUID(int=0xA11CE)
ROLES = ("none", "r_public", "r_reporter", "r_muni", "r_police", "r_centre", "r_log")
COMMANDS = ("select", "insert", "update", "delete", "truncate", "probe", "copy")

_OWNERS = {
    "municipality_id": HOME,
    "authority_id": HOME,
    "owner": HOME,
    "owner_id": HOME,
    "district_id": HOME_DISTRICT,
    "asked_id": HOME_DISTRICT,
    "police_district_id": HOME_DISTRICT,
}
_VALUES = {
    "boolean": "false",
    "bytea": "'\\x00'",
    "date": "current_date",
    "json": "'{}'",
    "jsonb": "'{}'",
    "inet": "'0.0.0.0'",
    "interval": "'1 day'",
    "time without time zone": "'12:00'",
    "timestamp with time zone": "now() + interval '1 day'",
    "timestamp without time zone": "now() + interval '1 day'",
    "tsvector": "''",
    "text": "gen_random_uuid()::text",
    "uuid": "gen_random_uuid()",
}


#: Tables in which the attackers have rows of their own: there only the victim's row is attacked.
_SHARED = ("accounts_user", "accounts_membership", "accounts_contact")


@dataclass(frozen=True)
class Passport:
    """What somebody presents to ``sec.enter``."""

    token: str
    membership: uuid.UUID
    user: uuid.UUID

    @property
    def digest(self) -> bytes:
        """What is sent of the session key."""
        return digest_of(self.token)


@dataclass
class Siege:
    """The copy and the statements to throw at it."""

    app_url: str
    login_url: str
    job_url: str
    admin: psycopg.Connection
    tables: list[str] = field(default_factory=list)

    def connect(self) -> psycopg.Connection:
        """A connection as the login of what runs behind the gate."""
        return psycopg.connect(self.app_url)

    def connect_outside(self) -> psycopg.Connection:
        """A connection as the login of the log-in pages."""
        return psycopg.connect(self.login_url)

    def connect_as_job(self) -> psycopg.Connection:
        """A connection as the login of the job worker."""
        return psycopg.connect(self.job_url)

    def person(self, authority: int, role: str, **changes: object) -> Passport:
        """Somebody with a session; ``changes`` name what is wrong, as table__column."""
        user, membership, token = uuid.uuid4(), uuid.uuid4(), uuid.uuid4().hex
        wrong: dict[str, dict[str, object]] = {}
        for place, value in changes.items():
            table, _, column = place.partition("__")
            wrong.setdefault(table, {})[column] = value
        plant(
            self.admin,
            "accounts_user",
            {"id": user, "is_active": True, "email": f"{user}@x"} | wrong.get("user", {}),
        )
        plant(
            self.admin,
            "accounts_membership",
            {"id": membership, "user_id": user, "authority_id": authority, "role": role}
            | {"active": True, "valid_from": "2020-01-01"}
            | wrong.get("membership", {}),
        )
        session = {
            "token_hash": hashlib.sha256(digest_of(token)).digest(),
            "user_id": user,
            "second_factor": True,
        }
        plant(self.admin, "accounts_session", session | wrong.get("session", {}))
        return Passport(token, membership, user)


def enter_job(login: psycopg.Connection, job: str) -> None:
    """Take the context of ``job`` for the transaction at hand."""
    from stopext.access import jobs  # noqa: PLC0415 (the bench reads this file before the set-up)

    login.execute("select sec.enter_job(%s, %s)", [job, jobs.token(job)])


@contextmanager
def laid(name: str) -> Iterator[Siege]:
    """The copy, planted; dropped at the end."""
    with (
        databases.fresh_database(name) as urls,
        psycopg.connect(databases.admin_url(name), autocommit=True) as admin,
    ):
        admin.execute("set session_replication_role = replica")
        siege = Siege(urls.app, urls.login, urls.job, admin, catalog.tables(admin))
        _drop_checks(admin)
        for table in siege.tables:
            if table in _SHARED:
                plant(admin, table, {"id": VICTIM})
            elif admin.execute(f"select from {table} limit 1".encode()).fetchone() is None:
                plant(admin, table, {})
        for table in siege.tables:
            # Rules in triggers speak before the wall does; here the wall must answer alone.
            admin.execute(f"alter table {table} disable trigger user".encode())
        _arm(admin, siege.tables)
        yield siege


def plant(admin: psycopg.Connection, table: str, given: dict[str, object]) -> None:
    """One row, with every owner column and every column that must have a value filled."""
    values: dict[str, sql.Composable] = {}
    for name, kind, needed, *_, label in catalog.columns(admin, table):
        if name in given:
            values[name] = sql.Literal(given[name])
        elif name in _OWNERS and kind in {"integer", "bigint", "smallint"}:
            values[name] = sql.Literal(_OWNERS[name])
        elif name == "user_id" and kind == "uuid":
            values[name] = sql.Literal(VICTIM)
        elif needed:
            values[name] = sql.SQL(_value(kind, label))
    admin.execute(
        sql.SQL("insert into {} ({}) overriding system value values ({})").format(
            sql.SQL(table), _names(values), sql.SQL(", ").join(values.values())
        )
        if values
        else sql.SQL("insert into {} default values").format(sql.SQL(table))
    )


def _names(values: dict[str, sql.Composable]) -> sql.Composable:
    return sql.SQL(", ").join(map(sql.Identifier, values))


def _value(kind: str, label: str) -> str:
    if label:
        return f"'{label}'"
    if kind.endswith("[]"):
        return "'{}'"
    return _VALUES.get(kind, "'1'")


def _drop_checks(admin: psycopg.Connection) -> None:
    for table, name in catalog.rows(
        admin,
        "select conrelid::regclass::text, conname from pg_constraint c"
        " join pg_namespace n on n.oid = c.connamespace"
        f" where contype = 'c' and conrelid <> 0 and {catalog.OUR_SCHEMAS}",
    ):
        drop = sql.SQL("alter table {} drop constraint {}")
        admin.execute(drop.format(sql.SQL(table), sql.Identifier(name)))


def _arm(admin: psycopg.Connection, tables: list[str]) -> None:
    """Store one statement per table and command, and the function that tries them all.

    Each try is undone by an exception of its own, so nothing ever changes. Its outcome is
    ``refused`` (no privilege), a number of rows, or the code of any other error, which counts as a
    hole: the statement got past the wall.
    """
    admin.execute(_HARNESS)
    for table in tables:
        for command, statement in _statements(admin, table).items():
            admin.execute(
                "insert into attack.statement (table_name, command, text) values (%s, %s, %s)",
                [table, command, statement],
            )


def _statements(admin: psycopg.Connection, table: str) -> dict[str, str]:
    found = catalog.columns(admin, table)
    names = ", ".join(f'"{name}"' for name, *_ in found)
    row = admin.execute(f"select to_jsonb(t)::text from {table} t limit 1".encode()).fetchone()
    assert row is not None, f"nothing planted in {table}"
    copy = sql.Literal(json.dumps(json.loads(row[0]))).as_string(admin)
    # An identity cannot be set to a value, so that the wall is what refuses.
    first = next((f'"{name}" = null' for name, *_ in found if name != "id"), "id = default")
    mine = f"where id = '{VICTIM}'" if table in _SHARED else ""
    also = "and" if mine else "where"
    return {
        "select": f"select count(*) from {table} {mine}",
        "insert": f"insert into {table} ({names}) overriding system value"
        f" select {names} from jsonb_populate_record(null::{table}, {copy}::jsonb)",
        "update": f"update {table} set {first} {mine}",
        "delete": f"delete from {table} {mine}",
        "truncate": f"truncate {table} cascade",
        "probe": f"select count(*) from {table} {mine} {also} 1 / (length(ctid::text) * 0) = 1",
        "copy": f"copy {table} to '/dev/null'",
    }


_HARNESS = """
create schema attack;
create table attack.statement (
    id int generated always as identity, table_name text, command text, text text);
create function attack.run() returns table (table_name text, command text, outcome text)
language plpgsql as $$
declare s record; n bigint; found text;
begin
    for s in select * from attack.statement order by id loop
        begin
            n := 0;
            if s.command in ('select', 'probe') then
                execute s.text into n;
            else
                execute s.text;
                get diagnostics n = row_count;
            end if;
            raise exception using errcode = 'P0ROW', message = n::text;
        exception
            when sqlstate 'P0ROW' then found := sqlerrm;
            when insufficient_privilege then found := 'refused';
            when others then found := sqlstate || ' ' || sqlerrm;
        end;
        table_name := s.table_name; command := s.command; outcome := found;
        return next;
    end loop;
end $$;
grant usage on schema attack to public;
grant select on attack.statement to public;
grant execute on function attack.run() to public;
"""


class Counter:
    """Counts the cells of the attack matrix over a whole run."""

    def __init__(self) -> None:
        self.total = 0

    def __call__(self, cells: list[tuple[str, str, str]]) -> int:
        self.total += len(cells)
        return len(cells)
