"""Questions to PostgreSQL's catalog about the schema as it really is."""

from __future__ import annotations

from typing import Any

import psycopg

OUR_SCHEMAS = "n.nspname !~ '^pg_' and n.nspname <> 'information_schema'"
#: Columns that say whose row it is.
TENANT_COLUMNS = ("municipality_id", "authority_id", "district_id")


def rows(connection: psycopg.Connection, sql: str, *args: object) -> list[tuple[Any, ...]]:
    """All rows of one question."""
    return connection.execute(sql.encode(), args or None).fetchall()


def tables(connection: psycopg.Connection) -> list[str]:
    """Every table of every schema but PostgreSQL's own; those in ``public`` without the schema."""
    found = rows(
        connection,
        "select case when n.nspname = 'public' then c.relname::text"
        " else n.nspname || '.' || c.relname end"
        " from pg_class c join pg_namespace n on n.oid = c.relnamespace"
        f" where c.relkind in ('r', 'p', 'f') and {OUR_SCHEMAS} order by 1",
    )
    return [name for (name,) in found]


def unwalled(connection: psycopg.Connection) -> list[str]:
    """Tables without row-level security enabled and forced and at least one policy."""
    found = rows(
        connection,
        "select case when n.nspname = 'public' then c.relname::text"
        " else n.nspname || '.' || c.relname end"
        " from pg_class c join pg_namespace n on n.oid = c.relnamespace"
        f" where c.relkind in ('r', 'p', 'f') and {OUR_SCHEMAS}"
        " and not (c.relrowsecurity and c.relforcerowsecurity"
        "          and exists (select from pg_policy p where p.polrelid = c.oid)) order by 1",
    )
    return [name for (name,) in found]


def columns(connection: psycopg.Connection, table: str) -> list[tuple[str, str, bool, bool, str]]:
    """Name, type, must be given, is the owner's code, first enum label of each writable column."""
    return [
        (name, kind, needed, name in TENANT_COLUMNS, label or "")
        for name, kind, needed, label in rows(
            connection,
            "select a.attname, format_type(a.atttypid, null),"
            " a.attnotnull and not a.atthasdef and a.attidentity = '',"
            " (select e.enumlabel from pg_enum e where e.enumtypid = a.atttypid"
            "  order by e.enumsortorder limit 1)"
            " from pg_attribute a where a.attrelid = %s::regclass and a.attnum > 0"
            " and not a.attisdropped and a.attgenerated = '' order by a.attnum",
            table,
        )
    ]


def tenant_tables(connection: psycopg.Connection) -> dict[str, str]:
    """Tables behind the wall that name an owner, with the column that does."""
    open_ones = set(unwalled(connection))
    found: dict[str, str] = {}
    for table in tables(connection):
        names = {name for name, *_ in columns(connection, table)}
        column = next((name for name in TENANT_COLUMNS if name in names), None)
        if column and table not in open_ones:
            found[table] = column
    return found
