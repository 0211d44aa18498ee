"""D04-D08, D14: every table, every command, every role, every way of not being let in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

import psycopg
import pytest
from psycopg.errors import InsufficientPrivilege

from stopext.access.roles import DATABASE_ROLE, KIND_OF, Role
from tests.kernel import catalog
from tests.kernel import siege as sieges
from tests.kernel.openings import NETWORK, WAYS_IN, expected
from tests.kernel.siege import (
    CENTRE,
    COMMANDS,
    HOME,
    HOME_DISTRICT,
    ROLES,
    STRANGER,
    STRANGER_DISTRICT,
    Passport,
    Siege,
)

#: One role of every kind, at home and as a stranger.
AT_HOME = {
    Role.REPORTER: HOME,
    Role.LEADER: HOME,
    Role.POLICE_COORDINATOR: HOME_DISTRICT,
    Role.LOG_REVIEWER: HOME,
}
STRANGERS = {
    Role.REPORTER: STRANGER,
    Role.LEADER: STRANGER,
    Role.POLICE_COORDINATOR: STRANGER_DISTRICT,
    Role.ADMINISTRATOR: CENTRE,
    Role.EDITOR: CENTRE,
    Role.LOG_REVIEWER: STRANGER,
}
PAST, FUTURE = date(2021, 1, 1), date(2199, 1, 1)
Cell = tuple[str, str, str]


@pytest.fixture
def login(siege: Siege) -> Iterator[psycopg.Connection]:
    """A connection as the application's login; everything is rolled back."""
    with siege.connect() as connection:
        yield connection
        connection.rollback()


def enter(connection: psycopg.Connection, passport: Passport) -> str:
    """The context the database issues, now set in this transaction."""
    connection.execute("select sec.enter(%s, %s)", [passport.digest, passport.membership])
    row = connection.execute("select current_setting('app.ctx')").fetchone()
    assert row is not None
    return str(row[0])


def attack(connection: psycopg.Connection, role: str, raw: str | None = None) -> list[Cell]:
    """Try every statement in ``role``, with ``raw`` as the context when given."""
    connection.execute("savepoint attack")
    connection.execute("select set_config('role', %s, true)", [role])
    if raw is not None:
        connection.execute("select set_config('app.ctx', %s, true)", [raw])
    cells: list[Cell] = connection.execute("select * from attack.run()").fetchall()
    connection.execute("rollback to savepoint attack")
    return cells


def holes(cells: Iterable[Cell], role: str, as_role: str = "") -> list[Cell]:
    """Cells that were neither refused nor empty, beyond the reasoned openings."""
    return [
        (table, command, outcome)
        for table, command, outcome in cells
        if outcome not in {"refused", "0"} and not expected(role, table, command, as_role)
    ]


@pytest.mark.parametrize("role", ROLES)
def test_nothing_without_a_context(
    siege: Siege, login: psycopg.Connection, role: str, count_cells: sieges.Counter
) -> None:
    cells = attack(login, role)

    assert holes(cells, role) == []
    assert count_cells(cells) == len(siege.tables) * len(COMMANDS)


def test_the_log_in_pages_reach_the_tables_of_the_log_in_and_nothing_else(
    siege: Siege, count_cells: sieges.Counter
) -> None:
    with siege.connect_outside() as login:
        cells = attack(login, "none")

    assert holes(cells, "login") == []
    assert count_cells(cells) == len(siege.tables) * len(COMMANDS)


@pytest.mark.parametrize(("role", "authority"), AT_HOME.items())
def test_the_owner_is_let_in_so_the_attacks_mean_something(
    siege: Siege, login: psycopg.Connection, role: Role, authority: int
) -> None:
    passport = siege.person(authority, role.value)
    entered = DATABASE_ROLE[KIND_OF[role]]
    enter(login, passport)

    seen = {
        table for table, command, _ in holes(attack(login, entered), entered) if command == "select"
    }

    if role is Role.POLICE_COORDINATOR:
        assert bool(seen) == bool(_shared_with_districts(siege.admin))
    else:
        assert "accounts_membership" in seen
    if role is Role.LOG_REVIEWER:
        assert "audit.event" in seen


def _shared_with_districts(admin: psycopg.Connection) -> list[tuple[object, ...]]:
    return catalog.rows(
        admin,
        "select polrelid::regclass from pg_policy where 'r_police'::regrole = any (polroles)"
        " and polcmd = 'r' and pg_get_expr(polqual, polrelid) ~ 'sec.district\\(\\)'",
    )


def test_every_table_of_a_municipality_shows_its_leader_the_planted_row(
    siege: Siege, login: psycopg.Connection
) -> None:
    passport = siege.person(HOME, Role.LEADER.value)
    enter(login, passport)
    seen = {
        table for table, command, n in attack(login, "r_muni") if command == "select" and n != "0"
    }

    unseen = [
        table
        for table in catalog.tenant_tables(siege.admin)
        if table not in seen and _plainly_open(siege.admin, table)
    ]

    assert unseen == []


def _plainly_open(admin: psycopg.Connection, table: str) -> bool:
    """Whether r_muni may read the table by nothing but the municipality."""
    found = catalog.rows(
        admin,
        "select 1 from pg_policy p where polrelid = %s::regclass and polcmd = 'r'"
        " and 'r_muni'::regrole = any (polroles)"
        " and pg_get_expr(polqual, polrelid) ~ '^\\(?municipality_id = \\( SELECT sec.muni\\(\\)'"
        " and pg_get_expr(polqual, polrelid) !~* ' and '",
        table,
    )
    return bool(found)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(
    "raw",
    [
        "x",
        ".......",
        "muni.{u}.851.leader.{u}.1.1.{m}",
        "muni.{u}.851.leader.{u}.{pid}.{start}.{m}",
    ],
)
def test_a_forged_context_opens_nothing(
    login: psycopg.Connection, role: str, raw: str, count_cells: sieges.Counter
) -> None:
    row = login.execute(
        "select pg_backend_pid(), (extract(epoch from transaction_timestamp()) * 1000000)::bigint"
    ).fetchone()
    assert row is not None
    forged = raw.format(u=sieges.VICTIM, m="0" * 64, pid=row[0], start=row[1])

    cells = attack(login, role, forged)

    assert holes(cells, role) == []
    assert count_cells(cells) > 0


@pytest.mark.parametrize("role", [role for role in ROLES if role not in {"none", "r_public"}])
@pytest.mark.parametrize("part", range(8))
def test_a_tampered_context_opens_nothing(
    siege: Siege, login: psycopg.Connection, role: str, part: int, count_cells: sieges.Counter
) -> None:
    parts = enter(login, siege.person(STRANGER, Role.LEADER.value)).split(".")
    parts[part] = {
        0: role.removeprefix("r_"),
        1: str(sieges.VICTIM),
        2: str(HOME_DISTRICT if role == "r_police" else HOME),
        3: "administrator",
        7: parts[7][:-1] + ("0" if parts[7][-1] != "0" else "1"),
    }.get(part, parts[part] + "1")
    if part == 0 and role == "r_muni":
        parts[0] = "municipality"

    cells = attack(login, role, ".".join(parts))

    assert holes(cells, role) == []
    assert count_cells(cells) > 0


WRONG: dict[str, dict[str, object]] = {
    "session expired by inactivity": {"session__expires_at": PAST},
    "session past its longest": {"session__ends_at": PAST},
    "no second factor": {"session__second_factor": False},
    "inactive user": {"user__is_active": False},
    "membership revoked": {"membership__active": False},
    "membership ended": {"membership__valid_until": PAST},
    "membership not begun": {"membership__valid_from": FUTURE},
    "unknown role": {"membership__role": "konge"},
    "a centre's role in a municipality": {"membership__role": "administrator"},
    "a police role in a municipality": {"membership__role": "police_coordinator"},
    "session of nobody": {"session__user_id": None},
}


@pytest.mark.parametrize("wrong", WRONG)
def test_no_context_is_issued(siege: Siege, login: psycopg.Connection, wrong: str) -> None:
    passport = siege.person(HOME, Role.LEADER.value, **WRONG[wrong])

    with pytest.raises(InsufficientPrivilege, match="no such context"):
        enter(login, passport)


def test_no_context_for_a_strangers_membership_or_an_unknown_token(
    siege: Siege, login: psycopg.Connection
) -> None:
    mine, other = siege.person(STRANGER, "leader"), siege.person(HOME, "leader")
    for passport in (
        Passport(mine.token, other.membership, mine.user),
        Passport("", mine.membership, mine.user),
        Passport("unknown", mine.membership, mine.user),
    ):
        with pytest.raises(InsufficientPrivilege, match="no such context"), login.transaction():
            enter(login, passport)


def test_a_context_is_not_valid_in_the_next_transaction(
    siege: Siege, count_cells: sieges.Counter
) -> None:
    with siege.connect() as connection:
        raw = enter(connection, siege.person(HOME, Role.LEADER.value))
        connection.commit()
        for role in ROLES:
            cells = attack(connection, role, raw)
            assert holes(cells, role) == []
            assert count_cells(cells) > 0


def test_a_context_is_not_valid_in_another_backend(
    siege: Siege, login: psycopg.Connection, count_cells: sieges.Counter
) -> None:
    raw = enter(login, siege.person(HOME, Role.LEADER.value))
    with siege.connect() as other:
        for role in ROLES:
            cells = attack(other, role, raw)
            assert holes(cells, role) == []
            assert count_cells(cells) > 0


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(("stranger", "authority"), STRANGERS.items())
def test_a_strangers_context_shows_nothing_of_home_in_any_role(
    siege: Siege,
    login: psycopg.Connection,
    stranger: Role,
    authority: int,
    role: str,
    count_cells: sieges.Counter,
) -> None:
    """Wrong authority in the right role, and every role that a statement could hop to."""
    enter(login, siege.person(authority, stranger.value))

    cells = attack(login, role)

    assert holes(cells, role, stranger.value) == []
    assert count_cells(cells) > 0


@pytest.mark.parametrize("setting", ["app.ctx", "role"])
def test_an_injected_setting_opens_nothing(siege: Siege, setting: str) -> None:
    """D06, D07: the statement itself tries to change context or role, in every position."""
    with siege.connect() as victim, siege.connect() as login:
        # It waits while the other tries hundreds of statements, on a busy machine for minutes.
        victim.execute("set idle_in_transaction_session_timeout = 0")
        stolen = enter(victim, siege.person(HOME, Role.LEADER.value))
        enter(login, siege.person(STRANGER, Role.LEADER.value))
        login.execute("select set_config('role', 'r_muni', true)")
        tried = 0
        for table, column in catalog.tenant_tables(siege.admin).items():
            # A stranger who is logged in may read these without any injection.
            if table in WAYS_IN or (table, "select") in NETWORK:
                continue
            for value in (stolen, "") if setting == "app.ctx" else ROLES:
                for statement in _injections(table, column, setting, value):
                    assert _rows_of_home(login, statement) == 0, statement
                    tried += 1

    assert tried >= 5 * len(catalog.tenant_tables(siege.admin))


def _injections(table: str, column: str, setting: str, value: str) -> list[str]:
    change = f"set_config('{setting}', '{value}', true)"
    theirs = f"{column} in ({HOME}, {HOME_DISTRICT})"
    if table == "accounts_membership":
        theirs = f"id = '{sieges.VICTIM}'"
    return [
        f"select 1 from {table} where {theirs} and {change} is not null",
        f"select 1 from (select {change}) x, {table} where {theirs}",
        f"select {change} from {table} where {theirs}",
        f"select 1 from {table} where {theirs} order by {change}",
        f"with x as materialized (select {change}) select 1 from x, {table} where {theirs}",
    ]


def _rows_of_home(login: psycopg.Connection, statement: str) -> int:
    try:
        with login.transaction(force_rollback=True):
            return len(login.execute(statement.encode()).fetchall())
    except InsufficientPrivilege:
        return 0
