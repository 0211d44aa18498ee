"""D17, D22: many actors through few connections; nobody ever sees another's rows."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from typing import Any

import psycopg
from psycopg_pool import ConnectionPool

from stopext.access.roles import Role
from stopext.settings.data import POOL, database
from tests.kernel.siege import CENTRE, HOME, STRANGER, Passport, Siege

THREADS, CONNECTIONS, REQUESTS = 12, 2, 60
PEOPLE = {
    "r_muni": [(HOME, Role.LEADER), (STRANGER, Role.LEADER), (HOME, Role.CASEWORKER)],
    "r_police": [(1460, Role.OFFICER), (1461, Role.POLICE_COORDINATOR)],
    "r_reporter": [(HOME, Role.REPORTER)],
    "r_centre": [(CENTRE, Role.EDITOR)],
    "r_log": [(STRANGER, Role.LOG_REVIEWER)],
}
QUESTION = (
    "select coalesce(array_agg(distinct authority_id), '{}'), current_user::text,"
    " (select authority_id from audit.event limit 1) from accounts_membership"
)
Actor = tuple[str, int, Passport]


def test_mixed_actors_over_a_small_pool(siege: Siege) -> None:
    actors = [
        (database_role, authority, siege.person(authority, role.value))
        for database_role, people in PEOPLE.items()
        for authority, role in people
    ]
    wrong: list[object] = []
    with ConnectionPool(siege.app_url, min_size=1, max_size=CONNECTIONS) as pool:
        threads = [
            threading.Thread(target=_requests, args=(pool, actors, seed, wrong.append))
            for seed in range(THREADS)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert wrong == []


def _requests(
    pool: ConnectionPool, actors: list[Actor], seed: int, report: Callable[[object], None]
) -> None:
    chance = random.Random(seed)  # noqa: S311 (a repeatable mix)
    for number in range(REQUESTS):
        with pool.connection() as connection:
            before = _state(connection)
            if before != ("portal_app", "none", ""):
                report(("unclean", before))
            connection.rollback()
            actor = chance.choice(actors)
            if chance.random() < 0.1:
                _without_context(connection, report)
            else:
                _as_actor(connection, actor, report)
            if number % 7 == 0:
                connection.rollback()


def _state(connection: psycopg.Connection) -> tuple[object, ...] | None:
    return connection.execute(
        "select current_user::text, current_setting('role'),"
        " coalesce(current_setting('app.ctx', true), '')"
    ).fetchone()


def _as_actor(
    connection: psycopg.Connection, actor: Actor, report: Callable[[object], None]
) -> None:
    database_role, authority, passport = actor
    connection.execute("select sec.enter(%s, %s)", [passport.digest, passport.membership])
    connection.execute("select set_config('role', %s, true)", [database_role])
    # prepare=True: the same server-side plan serves every role in turn.
    row = connection.execute(QUESTION, prepare=True).fetchone()
    assert row is not None
    if set(row[0]) - {authority} or row[1] != database_role:
        report((actor, row))


def _without_context(connection: psycopg.Connection, report: Callable[[object], None]) -> None:
    connection.execute("select set_config('role', 'r_muni', true)")
    row = connection.execute(QUESTION, prepare=True).fetchone()
    if row is None or row[0]:
        report(("no context", row))


LEFT_BEHIND = (
    "set role r_muni",
    "set default_transaction_read_only = on",
    "select pg_advisory_lock(7133511)",
    "set statement_timeout = 0",
    "set app.ctx = 'x'",
    "listen portal",
    "declare c cursor with hold for select 1",
    "prepare p as select 1",
)
STATE = """
    select current_user::text, current_setting('default_transaction_read_only'),
        current_setting('statement_timeout'), coalesce(current_setting('app.ctx', true), ''),
        current_setting('TimeZone'),
        (select count(*) from pg_locks where locktype = 'advisory' and pid = pg_backend_pid()),
        (select count(*) from pg_listening_channels()),
        (select count(*) from pg_cursors where name <> ''),
        (select count(*) from pg_prepared_statements)
"""


def test_a_connection_forgets_what_was_done_in_it(siege: Siege) -> None:
    """Whatever somebody set for the session, the next one gets a connection as good as new."""
    entry = database(siege.app_url, "app")
    startup = {"options": entry["OPTIONS"]["options"]}
    one: dict[str, Any] = POOL | {"min_size": 1, "max_size": 1}
    with ConnectionPool(siege.app_url, kwargs=startup, **one) as connections:
        with connections.connection() as connection:
            new = connection.execute(STATE, prepare=False).fetchone()
            backend = connection.info.backend_pid
        with connections.connection() as connection:
            connection.autocommit = True
            for statement in LEFT_BEHIND:
                connection.execute(statement.encode(), prepare=False)
            spoilt = connection.execute(STATE, prepare=False).fetchone()
        with connections.connection() as connection:
            after = connection.execute(STATE, prepare=False).fetchone()
            assert connection.info.backend_pid == backend

    assert after == new
    assert spoilt is not None
    assert new is not None
    assert [a == b for a, b in zip(spoilt, new, strict=True)] == [
        *[False] * 4,
        True,
        *[False] * 4,
    ]
