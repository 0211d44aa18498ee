"""Ratios inside the database: the context, the log, and lists behind the wall at two sizes."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg
from psycopg import sql

from stopext.access.backend.pool import forget_session
from stopext.access.roles import Role
from tests.bench.table import Ratio, paired
from tests.kernel import catalog
from tests.kernel.siege import HOME, Passport, Siege

ROUNDS = 400
SMALL = 10_000
EVENT = '[{"action": "view", "object_type": "casework.case", "object_id": "x"}]'
LIST = "select id, state, due_at from casework_case {} order by due_at, id limit 26"
BY_HAND = f"where municipality_id = {HOME}"
_PLAIN = {
    "boolean": "false",
    "bytea": "\\x00",
    "jsonb": "{}",
    "uuid": "00000000-0000-0000-0000-000000000000",
}
ONE = "select name from accounts_authority where id = 851"


def ratios(small: Siege, big: Siege, scale: int) -> list[Ratio]:
    """All ratios of this module; two databases, so that both sizes meet the same moment."""
    passport = big.person(HOME, Role.LEADER.value)
    with big.connect() as login:
        login.prepare_threshold = None  # as Django has it
        costs = [_context(login, passport), _log(login, passport), _binding(login), _reset(login)]
    return [*costs, *_lists(small, big, scale)]


def _enter(login: psycopg.Connection, passport: Passport) -> None:
    login.execute("select sec.enter(%s, %s)", [passport.digest, passport.membership])
    login.execute("select set_config('role', 'r_muni', true)")


def _context(login: psycopg.Connection, passport: Passport) -> Ratio:
    def bare() -> None:
        login.execute(ONE.encode())
        login.commit()

    def inside() -> None:
        _enter(login, passport)
        login.execute(ONE.encode())
        login.commit()

    return Ratio(
        "transaction with context / without, one query", *paired(inside, bare, ROUNDS), "ms"
    )


def _log(login: psycopg.Connection, passport: Passport) -> Ratio:
    def silent() -> None:
        _enter(login, passport)
        login.execute(ONE.encode())
        login.commit()

    def logged() -> None:
        _enter(login, passport)
        login.execute(ONE.encode())
        login.execute("select audit.record(%s::jsonb)", [EVENT])
        login.commit()

    return Ratio("read with its log entry / without", *paired(logged, silent, ROUNDS), "ms")


def _binding(login: psycopg.Connection) -> Ratio:
    """What it costs that the server binds the values, not the client."""
    question = "select name from accounts_authority where id = %s and kind <> %s"
    bound, written = login.cursor(), psycopg.ClientCursor(login)
    times = paired(
        lambda: bound.execute(question, [HOME, "x"]).fetchall(),
        lambda: written.execute(question, [HOME, "x"]).fetchall(),
        ROUNDS,
    )
    login.commit()
    return Ratio("values bound by the server / by the client", *times, "ms")


def _reset(login: psycopg.Connection) -> Ratio:
    """What a connection costs the pool, outside any request, when it comes back."""

    def used() -> None:
        login.execute(ONE.encode())
        login.commit()

    def forgotten() -> None:
        used()
        forget_session(login)
        login.autocommit = False

    return Ratio("a transaction and its reset / without", *paired(forgotten, used, ROUNDS), "ms")


def _lists(small: Siege, big: Siege, scale: int) -> list[Ratio]:
    rows = []
    with small.connect() as few, big.connect() as many, one_core(few, many, small.admin, big.admin):
        # A million rows take longer to make than a transaction may idle, so both are made first.
        for siege, size in ((small, SMALL), (big, scale)):
            fill(siege.admin, size)
        for siege, login, size in ((small, few, SMALL), (big, many, scale)):
            _enter(login, siege.person(HOME, Role.LEADER.value))
            times = paired(_list(login), _list(siege.admin, BY_HAND), ROUNDS)
            name = f"case list at {size:,} cases / hand-written SQL"
            rows.append(Ratio(name, *times, "ms", most=1.3))
        times = paired(_list(many), _list(few), ROUNDS)
        many.rollback()
        hidden = _restricted(big, many)
    rows.append(Ratio(f"case list at {scale:,} cases / at {SMALL:,}", *times, "ms", most=1.2))
    return [*rows, hidden]


def _restricted(siege: Siege, login: psycopg.Connection) -> Ratio:
    """The same list when one case in a hundred is closed to who asks for it."""
    siege.admin.execute("update casework_case set restricted = true where number::int % 100 = 0")
    siege.admin.execute("vacuum analyze casework_case")
    _enter(login, siege.person(HOME, Role.LEADER.value))
    times = paired(_list(login), _list(siege.admin, f"{BY_HAND} and not restricted"), ROUNDS)
    return Ratio("the big list, one in a hundred closed / hand-written", *times, "ms")


@contextmanager
def one_core(*connections: psycopg.Connection) -> Iterator[None]:
    """This process and the backends share a core: which of two cores has to be woken would
    otherwise outweigh what a list costs (ratios of the same query from 0.6 to 1.7 were seen)."""
    before = os.sched_getaffinity(0)
    processes = [0, *(connection.info.backend_pid for connection in connections)]
    try:
        for process in processes:
            os.sched_setaffinity(process, {min(before)})
        yield
    finally:
        for process in processes:
            os.sched_setaffinity(process, before)


def _list(connection: psycopg.Connection, where: str = "") -> Callable[[], object]:
    question = LIST.format(where).encode()
    return lambda: connection.execute(question).fetchall()


def fill(admin: psycopg.Connection, size: int) -> None:
    """``size`` cases, spread over all municipalities, made by one statement."""
    admin.execute("truncate casework_case cascade")
    values = {
        name: _value(name, kind)
        for name, kind, needed, *_ in catalog.columns(admin, "casework_case")
        if needed or name == "due_at"
    }
    names = sql.SQL(", ").join(map(sql.Identifier, values))
    chosen = sql.SQL(", ").join(map(sql.SQL, values.values()))
    admin.execute(
        sql.SQL(
            "with m as (select array_agg(id order by id) as codes from accounts_authority"
            " where kind = 'municipality') insert into casework_case ({})"
            " select {} from m, generate_series(1, {}) n"
        ).format(names, chosen, sql.Literal(size))
    )
    admin.execute("vacuum analyze casework_case")


def _value(name: str, kind: str) -> str:
    named = {
        "id": "gen_random_uuid()",
        "subject_id": "gen_random_uuid()",
        "municipality_id": "codes[1 + n % cardinality(codes)]",
        "number": "n",
        "state": "(array['received', 'assessment', 'measures', 'follow_up'])[1 + n % 4]",
    }
    if name in named:
        return f"({named[name]})::{kind}"
    if kind.startswith(("timestamp", "date")):
        return f"(now() + n * interval '1 minute')::{kind}"
    plain = "{}" if kind.endswith("[]") else _PLAIN.get(kind, "1")
    return f"'{plain}'::{kind}"
