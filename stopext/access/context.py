"""Enter and leave the database's request context.

The context and the role are set for the transaction only, and taken back at the end: inside an
outer transaction (tests) they would survive.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, connections, transaction
from psycopg.pq import TransactionStatus

from stopext.access.actor import Actor
from stopext.access.roles import DATABASE_ROLE, PUBLIC_DATABASE_ROLE
from stopext.audit import record

#: The connection of what runs behind the gate (``settings.databases``).
BEHIND = "app"


@contextmanager
def behind_the_gate() -> Iterator[None]:
    """Inside, Django's connection is the one whose login may ask for a context and nothing else.

    Around it stands the login of the log-in pages, which writes sessions, people and invitations
    and enters no context. Processes with one login (jobs, tests) keep theirs.
    """
    if BEHIND not in connections.settings:
        yield
        return
    around = connections[DEFAULT_DB_ALIAS]
    connections[DEFAULT_DB_ALIAS] = connections[BEHIND]
    try:
        yield
    finally:
        connections[DEFAULT_DB_ALIAS] = around


def digest_of(session_key: str) -> bytes:
    """What is sent of a session key; the database stores a digest of it, so that neither a copied
    table nor a statement that was overheard is a cookie."""
    return hashlib.sha256(session_key.encode()).digest()


def enter(session_key: str, actor: Actor) -> None:
    """Ask the database for the context of ``actor`` and take its role for this transaction.

    Raises:
        django.db.ProgrammingError: the session or membership does not hold (SQLSTATE 42501).
    """
    with connection.cursor() as cursor:
        # One round trip; the parts of a select list are evaluated in order.
        cursor.execute(
            "select sec.enter(%s, %s), set_config('role', %s, true)",
            [digest_of(session_key), actor.membership_id, DATABASE_ROLE[actor.kind]],
        )


def enter_public() -> None:
    """Take the public role: published knowledge and nothing else."""
    with connection.cursor() as cursor:
        cursor.execute("select set_config('role', %s, true)", [PUBLIC_DATABASE_ROLE])


def leave() -> None:
    """Give role and context back after a unit of work that ran inside an outer transaction.

    The outermost commit or rollback ends both by itself; a released savepoint does not.
    """
    if connection.in_atomic_block and not connection.needs_rollback:
        with connection.cursor() as cursor:
            cursor.execute(
                "select set_config('role', 'none', true), set_config('app.ctx', '', true),"
                " set_config('app.job', '', true)"
            )


def require_sound() -> None:
    """Called before a commit: a failed transaction would be rolled back without a word.

    Raises:
        DatabaseError: a statement failed and the caller swallowed it; nothing would be stored.
    """
    if connection.connection.info.transaction_status == TransactionStatus.INERROR:
        raise DatabaseError("a failed statement was ignored; nothing of this unit of work is kept")


@contextmanager
def acting(session_key: str, actor: Actor, purpose: str = "") -> Iterator[record.Collector]:
    """One unit of work outside a request (commands, demo data, tests): context, log, commit."""
    with behind_the_gate():
        try:
            with transaction.atomic():
                enter(session_key, actor)
                with record.collecting(
                    record.Collector(purpose=purpose, acting=actor.user_id)
                ) as collector:
                    yield collector
                record.flush(collector)
                require_sound()
        finally:
            leave()


@contextmanager
def read_only() -> Iterator[None]:
    """A savepoint in which the database refuses every write; the log is written after it."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("set transaction read only")
        yield
