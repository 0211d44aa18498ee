"""Create the roles, schemas and database the portal needs on any PostgreSQL >= 15.

Run with an administrative connection (superuser, or a role with CREATEROLE and CREATEDB). The
portal itself never holds that connection. Its web server logs in twice: as ``portal_login`` for
log-in pages, and as ``portal_app`` for everything else, which owns and reads nothing by itself
(README, "Two walls").
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import quote, urlencode

import psycopg
from psycopg import sql

#: Roles that own one schema each and never log in.
OWNERS = ("ctx_owner", "audit_owner")
#: Roles entered per transaction; each sees only what its own policies open.
ENTERED = ("r_public", "r_reporter", "r_muni", "r_police", "r_centre", "r_log")
#: Roles that log in. NOINHERIT: a membership gives nothing until the role is entered.
LOGINS = ("portal_owner", "portal_app", "portal_login", "portal_job")
#: What a runaway or forgotten statement of each may take.
_LIMITS = {"portal_app": "30s", "portal_login": "30s", "portal_job": "15min"}
MINIMUM_VERSION = 150000
#: Serialises concurrent runs: roles belong to the whole cluster.
ADVISORY_LOCK = 0x53544F50


class UnsupportedServer(RuntimeError):  # noqa: N818 (reads as what happened)
    """The server is older than PostgreSQL 15."""


@dataclass(frozen=True)
class RolePasswords:
    """Passwords of the logins."""

    owner: str
    app: str
    login: str
    job: str


@dataclass(frozen=True)
class Urls:
    """Connection addresses of the logins for one database."""

    owner: str
    app: str
    login: str
    job: str


def prepare(admin_url: str, name: str, passwords: RolePasswords) -> Urls:
    """Make ``name`` ready for migration and return the addresses of its logins.

    Safe to repeat and to run at the same time from several processes.

    Raises:
        UnsupportedServer: PostgreSQL older than 15.
        psycopg.Error: the administrative connection cannot do it.
    """
    with psycopg.connect(admin_url, autocommit=True) as admin:
        if admin.info.server_version < MINIMUM_VERSION:
            raise UnsupportedServer(
                f"PostgreSQL 15 or newer is needed, found {admin.info.server_version // 10000}."
            )
        admin.execute("select pg_advisory_lock(%s)", [ADVISORY_LOCK])
        _create_roles(admin, passwords)
        _create_database(admin, name)
        host, port = admin.info.host, admin.info.port
    with psycopg.connect(admin_url, dbname=name, autocommit=True) as admin:
        admin.execute("select pg_advisory_lock(%s)", [ADVISORY_LOCK])
        _create_schemas(admin, name)
    return Urls(
        owner=_url("portal_owner", passwords.owner, host, port, name),
        app=_url("portal_app", passwords.app, host, port, name),
        login=_url("portal_login", passwords.login, host, port, name),
        job=_url("portal_job", passwords.job, host, port, name),
    )


def _url(user: str, password: str, host: str, port: int, name: str) -> str:
    if host.startswith("/"):
        place = urlencode({"host": host, "port": port})
        return f"postgresql://{user}:{quote(password)}@/{name}?{place}"
    return f"postgresql://{user}:{quote(password)}@{host}:{port}/{name}"


def _create_roles(admin: psycopg.Connection, passwords: RolePasswords) -> None:
    for role in (*OWNERS, *ENTERED):
        _ensure_role(admin, role, sql.SQL("nologin noinherit"))
    for role in LOGINS:
        secret = getattr(passwords, role.removeprefix("portal_"))
        _ensure_role(
            admin, role, sql.SQL("login noinherit password {}").format(sql.Literal(secret))
        )
    for role in OWNERS:
        _grant_role(admin, role, "portal_owner")
    for role in ENTERED:
        _grant_role(admin, role, "portal_app")
    for role in ("r_public", "r_centre"):
        _grant_role(admin, role, "portal_job")
    for role, longest in _LIMITS.items():
        _set(admin, role, "statement_timeout", longest)
        _set(admin, role, "lock_timeout", "5s")
        _set(admin, role, "idle_in_transaction_session_timeout", "60s")
    for role in ("portal_app", "portal_login"):
        # What one connection runs is not for another to read. Only a superuser may say so; the
        # values are not in the statements anyway, they are bound by the server.
        with suppress(psycopg.errors.InsufficientPrivilege):
            _set(admin, role, "track_activities", "off")


def _set(admin: psycopg.Connection, role: str, setting: str, value: str) -> None:
    admin.execute(
        sql.SQL("alter role {} set {} = {}").format(
            sql.Identifier(role), sql.Identifier(setting), sql.Literal(value)
        )
    )


def _ensure_role(admin: psycopg.Connection, role: str, options: sql.SQL | sql.Composed) -> None:
    exists = admin.execute("select 1 from pg_roles where rolname = %s", [role]).fetchone()
    verb = sql.SQL("alter role {} {}" if exists else "create role {} {}")
    admin.execute(verb.format(sql.Identifier(role), options))


def _grant_role(admin: psycopg.Connection, role: str, to: str) -> None:
    """Let ``to`` enter ``role``. From PostgreSQL 16 the grant decides inheritance, not the role."""
    options = " with inherit false, set true" if admin.info.server_version >= 160000 else ""
    admin.execute(
        sql.SQL("grant {} to {}" + options).format(sql.Identifier(role), sql.Identifier(to))
    )


def _create_database(admin: psycopg.Connection, name: str) -> None:
    if admin.execute("select 1 from pg_database where datname = %s", [name]).fetchone() is None:
        # template0 with a fixed encoding: the same on every server.
        admin.execute(
            sql.SQL("create database {} encoding 'UTF8' template template0").format(
                sql.Identifier(name)
            )
        )


def _create_schemas(admin: psycopg.Connection, name: str) -> None:
    database = sql.Identifier(name)
    everyone = sql.SQL(", ").join(map(sql.Identifier, (*LOGINS, *OWNERS, *ENTERED)))
    for statement in (
        sql.SQL("revoke all on database {} from public").format(database),
        sql.SQL("grant connect on database {} to {}").format(
            database, sql.SQL(", ").join(map(sql.Identifier, LOGINS))
        ),
        sql.SQL("revoke all on schema public from public"),
        sql.SQL("alter schema public owner to portal_owner"),
        sql.SQL("create schema if not exists sec authorization ctx_owner"),
        sql.SQL("create schema if not exists audit authorization audit_owner"),
        sql.SQL("grant usage on schema public, sec, audit to {}").format(everyone),
        sql.SQL("alter default privileges for role portal_owner revoke all on tables from public"),
        *(
            sql.SQL(
                "alter default privileges for role {} revoke execute on functions from public"
            ).format(sql.Identifier(owner))
            for owner in ("portal_owner", *OWNERS)
        ),
    ):
        admin.execute(statement.as_bytes(admin))
    # What every login may do in the middle of a SELECT. Only a superuser may take it away.
    with suppress(psycopg.errors.InsufficientPrivilege):
        admin.execute(_REVOKE_BESIDE_ROWS)


#: Large objects belong to no tenant, a message reaches whoever listens, and every other connection
#: of the login could be ended; counters tell of rows that a statement passed or a function wrote
#: unseen. The job queue sends messages from its own triggers.
_REVOKE_BESIDE_ROWS = """
do $$ declare f text; begin
    for f in select p.oid::regprocedure::text from pg_proc p
        where p.pronamespace = 'pg_catalog'::regnamespace
        and p.proname ~ '^(lo_.*|loread|lowrite|pg_notify|pg_stat_get_.*|pg_(cancel|terminate)_.*)$'
    loop
        execute format('revoke execute on function %s from public', f);
    end loop;
    grant execute on function pg_notify(text, text) to portal_owner, portal_job;
end $$
"""
