"""What a connection must not hand on to whoever gets it next."""

from __future__ import annotations

import psycopg


def forget_session(connection: psycopg.Connection) -> None:
    """Called by the pool when a connection comes back: roles, settings, locks, cursors, listeners.

    Runs in the pool's own thread, so nobody waits for it.
    """
    connection.autocommit = True
    connection.execute("discard all")
