"""Every table that hangs on a case says what becomes of its rows, and the database does as it says.

Nothing here needs a row: the tables are found in the catalogue, by their foreign keys.
"""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
from django.template.loader import get_template

from casework.models import Case
from casework.models.parts import NEVER_CHANGED, PARTS, Part, Timed, Without
from casework.queries import removed, shareable
from stopext.web import registry
from tests.kernel.catalog import rows

DECLARED = PARTS.as_dict()
BY_TABLE = pytest.mark.parametrize("table", DECLARED)
LONGEST_REASON = 100


def hanging_on(
    connection: psycopg.Connection, root: str, kept: tuple[str, ...] = ()
) -> dict[str, int]:
    """Tables below ``root`` by foreign keys, and how far away."""
    found = rows(
        connection,
        "select part::text, min(depth)"
        " from sec.hanging_on(%s::text::regclass, %s::text[]::regclass[]) group by 1",
        root,
        list(kept),
    )
    return dict(found)


def named_after_a_case(connection: psycopg.Connection) -> set[str]:
    """Tables with a column that names a case, whether or not a key holds it."""
    found = rows(
        connection,
        "select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid"
        " where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace"
        " and a.attname ~ '(^|_)case(_id)?$' and not a.attisdropped",
    )
    return {table for (table,) in found}


def undeclared(connection: psycopg.Connection) -> set[str]:
    """Tables that hang on a case and are no part of one."""
    found = {*hanging_on(connection, Case._meta.db_table), *named_after_a_case(connection)}
    return found - set(DECLARED)


def wall(connection: psycopg.Connection, table: str) -> dict[str, set[str]]:
    """What each role may do with a table by policy and by right; both are needed."""
    granted = rows(
        connection,
        "select a.grantee::regrole::text, lower(a.privilege_type), p.cmd is not null"
        " from pg_class c cross join aclexplode(c.relacl) a"
        " left join (select unnest(roles)::text as role, lower(cmd) as cmd from pg_policies"
        "            where tablename = %s) p"
        " on p.role = a.grantee::regrole::text and p.cmd = lower(a.privilege_type)"
        " where c.oid = %s::regclass and a.grantee <> c.relowner",
        table,
        table,
    )
    allowed: dict[str, set[str]] = {}
    for role, command, by_policy in granted:
        assert by_policy, f"{role} has a right to {command} on {table} and no policy"
        allowed.setdefault(role, set()).add(command)
    return allowed


def keeps_history(connection: psycopg.Connection, table: str) -> bool:
    """Whether a trigger keeps earlier values."""
    found = rows(
        connection,
        "select 1 from pg_trigger t join pg_proc p on p.oid = t.tgfoid"
        " where t.tgrelid = %s::regclass and p.proname = 'casework_keep_history'",
        table,
    )
    return bool(found)


def reasons(part: Part) -> Iterator[str]:
    """Every reason a part gives for what it does without."""
    for said in (part.erased, part.history, part.timeline):
        if isinstance(said, Without):
            yield said.reason


def test_every_table_that_hangs_on_a_case_is_declared(superuser: psycopg.Connection) -> None:
    found = hanging_on(superuser, Case._meta.db_table)

    assert undeclared(superuser) == set()
    assert set(found) == set(DECLARED)
    assert len(found) >= 20


KEY = "foreign key (municipality_id, {}) references {} (municipality_id, id)"


@pytest.mark.parametrize(
    "columns",
    [
        ("case_id uuid", KEY.format("case_id", "casework_case")),
        # Hangs on a part only, by a key of its own name.
        ("about uuid", KEY.format("about", "casework_note")),
        # Names a case and no key holds it.
        ("from_case uuid",),
    ],
)
def test_a_forgotten_table_is_found(
    superuser: psycopg.Connection, columns: tuple[str, ...]
) -> None:
    made = ", ".join(("municipality_id int", *columns))
    with superuser.transaction(force_rollback=True):
        superuser.execute(f"create table forgotten ({made})".encode())
        assert undeclared(superuser) == {"forgotten"}


def test_erasing_follows_keys_and_keeps_only_what_says_so(superuser: psycopg.Connection) -> None:
    staying = {table for table, part in DECLARED.items() if isinstance(part.erased, Without)}
    body = str(rows(superuser, "select prosrc from pg_proc where proname = 'erase_case'")[0][0])

    assert staying == {"casework_erasure"}
    assert "array['public.casework_erasure'::regclass]" in body
    gone = hanging_on(superuser, Case._meta.db_table, tuple(staying))
    assert set(gone) == set(DECLARED) - staying
    # The citizen's own tables, when no other case is about the same person.
    assert set(hanging_on(superuser, "casework_subject", ("casework_case",))) == {
        "casework_citizenjoin",
        "casework_subjectkey",
    }
    citizens = {"casework_subject", "casework_citizenjoin", "casework_subjectkey"}
    named = set(removed.words()) - citizens - {"screening_screening"}
    assert named == set(gone) | set(hanging_on(superuser, "screening_screening"))


@BY_TABLE
def test_its_wall_is_as_declared(superuser: psycopg.Connection, table: str) -> None:
    part = DECLARED[table]
    leaves = {"select"} if isinstance(part.erased, Without) else {"select", "delete"}

    owner = leaves | part.wall.get("ctx_owner", set())
    assert wall(superuser, table) == {**part.wall, "ctx_owner": owner}


#: Read by everybody who registers, whatever becomes of the case.
READ_BESIDE_THE_CASE: dict[str, str] = {}
ASKS = (
    "sec.hidden_cases()",
    "sec.opens_case(",
    "sec.hidden_screenings()",
    "sec.hidden_concerns()",
)


def unasked(connection: psycopg.Connection) -> set[str]:
    """Tables that hang on a case, or on a screening of one, and that a municipality's role reads
    or writes without the database asking who may see the case."""
    below = (Case._meta.db_table, "screening_screening")
    hanging = {table for root in below for table in (root, *hanging_on(connection, root))}
    found = rows(
        connection,
        "select tablename, permissive, cmd, coalesce(qual, '') from pg_policies"
        " where 'r_muni' = any (roles) and cmd in ('SELECT', 'UPDATE', 'DELETE', 'ALL')",
    )
    narrowed = {
        table
        for table, permissive, command, using in found
        if (permissive, command) == ("RESTRICTIVE", "ALL") and any(a in using for a in ASKS)
    }
    return {
        table
        for table, permissive, _command, using in found
        if table in hanging
        and permissive == "PERMISSIVE"
        and table not in narrowed
        and not any(asks in using for asks in ASKS)
    }


def test_what_hangs_on_a_case_is_as_open_as_the_case_at_every_moment(
    superuser: psycopg.Connection,
) -> None:
    assert unasked(superuser) == set(READ_BESIDE_THE_CASE)


@pytest.mark.parametrize(
    ("column", "key"),
    [
        ("case_id", KEY.format("case_id", "casework_case")),
        ("about", KEY.format("about", "casework_note")),
        ("screening_id", KEY.format("screening_id", "screening_screening")),
    ],
)
def test_a_new_table_that_does_not_ask_is_found(
    superuser: psycopg.Connection, column: str, key: str
) -> None:
    with superuser.transaction(force_rollback=True):
        superuser.execute(
            f"create table forgotten (municipality_id int, {column} uuid, {key});"
            " create policy p on forgotten for select to r_muni using (true)".encode()
        )
        assert "forgotten" in unasked(superuser)


@BY_TABLE
def test_its_history_is_as_declared(superuser: psycopg.Connection, table: str) -> None:
    part = DECLARED[table]
    may_change = any(
        "update" in commands
        for role, commands in wall(superuser, table).items()
        if role != "ctx_owner"
    )

    assert keeps_history(superuser, table) is (part.history is True)
    assert may_change or part.history is not True
    # What can be changed says why its earlier values are not kept.
    assert may_change is not (part.history == NEVER_CHANGED)


@BY_TABLE
def test_its_place_in_the_timeline_can_be_drawn(table: str) -> None:
    part = DECLARED[table]
    if isinstance(part.timeline, Timed):
        part.model._meta.get_field(part.timeline.moment)
        get_template(f"casework/case/entries/_{part.model._meta.model_name}.html")


@BY_TABLE
def test_it_has_words_in_the_log(table: str) -> None:
    part = DECLARED[table]
    assert registry.LOG_OBJECTS.get(part.model._meta.label_lower) == part.log


def test_what_can_be_shared_is_what_says_so() -> None:
    assert {part.model for part in PARTS if part.shareable} == set(shareable.READERS)


def test_what_it_does_without_has_a_reason() -> None:
    said = [reason for part in PARTS for reason in reasons(part)]
    assert len(said) > 20
    assert [reason for reason in said if not 10 < len(reason) <= LONGEST_REASON] == []
