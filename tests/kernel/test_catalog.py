"""D02, D09, D10, D12, D13, D30: rules of the schema, read from the catalog, so complete."""

from __future__ import annotations

import psycopg
import pytest

from stopext.web import registry
from tests.kernel import catalog
from tests.kernel.reference_tables import KERNEL_TABLES, reason_for, reference_tables

#: Unique keys that may span authorities, with the reason. Everything else begins with the owner or
#: is one random uuid or hash.
SHARED_KEYS = {
    "audit.event": "numbers of the log itself: readers see only their own rows",
}
#: Functions that run with their owner's rights.
DEFINER_FUNCTIONS = {
    "audit.record",
    "audit.seal_batch",
    "audit.seal_state",
    "sec.authority",
    "sec.centre",
    "sec.district",
    "sec.log_authority",
    "sec.allow_jobs",
    "sec.enter_job",
    "sec.job",
    "sec.muni",
    "sec.reporter_muni",
    "sec.role_name",
    "sec.user_id",
    "sec.hidden_cases",
    "sec.opens_case",
    "sec.concerns_about",
    "sec.cases_in_log",
    "sec.believe_given_times",
    "sec.moment",
    "sec.own_name",
    "sec.enter",
    "sec.mac",
    "sec.parts",
}


def test_every_table_stands_behind_the_wall_or_has_a_reason(superuser: psycopg.Connection) -> None:
    assert [table for table in catalog.unwalled(superuser) if not reason_for(table)] == []


def test_reasons_name_tables_that_exist_and_have_no_wall(superuser: psycopg.Connection) -> None:
    assert sorted(set(KERNEL_TABLES) - set(catalog.unwalled(superuser))) == []
    assert sorted(set(reference_tables()) - set(catalog.tables(superuser))) == []


ENABLE = "alter table brand_new enable row level security"
FORCE = "alter table brand_new force row level security"


@pytest.mark.parametrize(
    "statements",
    [
        ("create table brand_new (id int)",),
        ("create table brand_new (id int)", ENABLE),
        ("create table brand_new (id int)", ENABLE, FORCE),
        ("create table brand_new (id int)", ENABLE, "create policy p on brand_new using (true)"),
        ("create table brand_new (id int) partition by list (id)",),
        ("create table brand_new () inherits (accounts_user)",),
    ],
)
def test_a_new_table_without_a_wall_is_found(
    superuser: psycopg.Connection, statements: tuple[str, ...]
) -> None:
    before = catalog.unwalled(superuser)
    with superuser.transaction(force_rollback=True):
        for statement in statements:
            superuser.execute(statement.encode())
        assert sorted(set(catalog.unwalled(superuser)) - set(before)) == ["brand_new"]


def foreign_keys_that_cross(connection: psycopg.Connection) -> list[tuple[object, ...]]:
    """Foreign keys between tenant tables that do not hold the tenant on both sides."""
    tenants = catalog.tenant_tables(connection)
    found = catalog.rows(
        connection,
        "select conname, conrelid::regclass::text, confrelid::regclass::text,"
        " (select array_agg(a.attname::text) from pg_attribute a"
        "  where a.attrelid = conrelid and a.attnum = any (conkey)),"
        " (select array_agg(a.attname::text) from pg_attribute a"
        "  where a.attrelid = confrelid and a.attnum = any (confkey))"
        " from pg_constraint where contype = 'f'",
    )
    return [
        (name, child, parent)
        for name, child, parent, from_columns, to_columns in found
        if child in tenants
        and parent in tenants
        and not set(catalog.TENANT_COLUMNS) & set(from_columns) & set(to_columns)
    ]


def test_children_can_only_point_at_parents_of_the_same_owner(
    superuser: psycopg.Connection,
) -> None:
    assert foreign_keys_that_cross(superuser) == []


def test_a_plain_foreign_key_between_tenants_is_found(superuser: psycopg.Connection) -> None:
    with superuser.transaction(force_rollback=True):
        superuser.execute(
            "create table child (municipality_id int, parent uuid references accounts_membership);"
            "alter table child enable row level security, force row level security;"
            "create policy p on child using (true)"
        )
        assert [row[1:] for row in foreign_keys_that_cross(superuser)] == [
            ("child", "accounts_membership")
        ]


def keys_that_span(connection: psycopg.Connection) -> list[tuple[object, ...]]:
    """Unique keys behind the wall that could tell one authority what another has."""
    tenants = catalog.tenant_tables(connection)
    found = catalog.rows(
        connection,
        "select i.indexrelid::regclass::text, i.indrelid::regclass::text,"
        " coalesce(a.attname, ''), coalesce(format_type(a.atttypid, null), ''), i.indnkeyatts"
        " from pg_index i join pg_class c on c.oid = i.indrelid"
        " join pg_namespace n on n.oid = c.relnamespace"
        " left join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]"
        f" where i.indisunique and {catalog.OUR_SCHEMAS}",
    )
    return [
        (index, table)
        for index, table, first, kind, width in found
        if table in tenants
        and table not in SHARED_KEYS
        and first not in catalog.TENANT_COLUMNS
        and not (width == 1 and kind in {"uuid", "bytea"})
        # A random parent first: the key only tells about that parent, which the wall hides.
        and not (kind == "uuid" and first.endswith("_id"))
    ]


def test_no_unique_key_spans_authorities(superuser: psycopg.Connection) -> None:
    assert keys_that_span(superuser) == []


def test_a_unique_key_that_spans_authorities_is_found(superuser: psycopg.Connection) -> None:
    with superuser.transaction(force_rollback=True):
        superuser.execute("create unique index telltale on accounts_invitation (email)")
        assert keys_that_span(superuser) == [("telltale", "accounts_invitation")]


def test_public_numbers_of_rows_behind_the_wall_are_random(superuser: psycopg.Connection) -> None:
    """D11: a counter in an address would tell how much everybody else has."""
    counted = [
        table
        for table in catalog.tenant_tables(superuser)
        if table not in SHARED_KEYS
        and any(
            name == "id" and kind != "uuid" for name, kind, *_ in catalog.columns(superuser, table)
        )
    ]

    assert counted == []


def test_views_look_with_the_readers_own_eyes(superuser: psycopg.Connection) -> None:
    loose = catalog.rows(
        superuser,
        "select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace"
        f" where {catalog.OUR_SCHEMAS} and (c.relkind = 'm' or c.relkind = 'v' and not"
        " (coalesce(c.reloptions, '{}') @> '{security_invoker=true,security_barrier=true}'))",
    )

    assert loose == []


def definers(connection: psycopg.Connection) -> list[tuple[str, bool, bool, str]]:
    """Definer functions: name, search path pinned, open to PUBLIC, owner."""
    return [
        (str(name), bool(pinned), bool(public), str(owner))
        for name, pinned, public, owner in catalog.rows(
            connection,
            "select n.nspname || '.' || p.proname,"
            " coalesce('search_path=pg_catalog, pg_temp' = any (p.proconfig), false),"
            " coalesce(exists (select from aclexplode(p.proacl) a where a.grantee = 0), true)"
            "   or p.proacl is null,"
            " p.proowner::regrole::text"
            " from pg_proc p join pg_namespace n on n.oid = p.pronamespace"
            f" where p.prosecdef and {catalog.OUR_SCHEMAS} order by 1",
        )
    ]


def test_functions_with_their_owners_rights_are_listed_and_pinned(
    superuser: psycopg.Connection,
) -> None:
    found = definers(superuser)

    registered = {name.partition("(")[0] for name in registry.DEFINER_FUNCTIONS.as_dict()}
    listed = DEFINER_FUNCTIONS | registered

    assert sorted({name for name, *_ in found}) == sorted(listed)
    assert [row for row in found if not row[1] or row[2]] == []
    assert {owner for *_, owner in found} <= {"ctx_owner", "audit_owner"}


def test_an_unlisted_or_open_definer_function_is_found(superuser: psycopg.Connection) -> None:
    with superuser.transaction(force_rollback=True):
        superuser.execute(
            "create function public.hole() returns int language sql security definer as 'select 1'"
        )
        assert ("public.hole", False, True, "postgres") in definers(superuser)
