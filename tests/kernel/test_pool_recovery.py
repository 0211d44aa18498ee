"""The web login's pool when the server is away, mute, or has no connection left to give."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from django.db import DatabaseError
from django.db.backends.postgresql.base import DatabaseWrapper
from django.db.utils import ConnectionHandler
from django.test import RequestFactory

from stopext.database import Urls
from stopext.settings.data import POOL, database
from stopext.web.errors import server_error
from tests.support.world import World

#: Attempts after which the server is back. A pool that doubles its pause would then wait longest.
OUTAGE = 5
#: Requests that may still fail when the server is back: the attempt at hand, and one that waited.
LAST_FAILURES = 2
#: Far above what a request waits for a connection, far below what a browser waits for an answer.
PATIENCE = 25


@pytest.fixture
def at(scratch: World, scratch_urls: Urls) -> Iterator[Any]:
    """A connection as the web server makes it, from a pool that holds one."""
    entry = database(scratch_urls.app, "app")
    entry["OPTIONS"]["pool"] = {**POOL, "max_size": 1}
    handler = ConnectionHandler({"default": entry})
    wrapper: Any = handler["default"]
    try:
        yield wrapper
    finally:
        wrapper.close()
        wrapper.close_pool()


def ask(at: DatabaseWrapper) -> int:
    """What one request does; the number of the connection it got."""
    try:
        with at.cursor() as cursor:
            cursor.execute("select pg_backend_pid()")
            return int(cursor.fetchone()[0])
    finally:
        at.close()


@contextmanager
def mute() -> Iterator[dict[str, str]]:
    """A server that takes the call and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield {"host": "127.0.0.1", "port": str(listening.getsockname()[1])}


@contextmanager
def refusing() -> Iterator[dict[str, str]]:
    """No server at all."""
    yield {"port": "1"}


@pytest.mark.parametrize("away", [refusing, mute])
def test_it_is_back_soon_after_the_server_and_did_not_hammer_it(
    at: Any, scratch_superuser: psycopg.Connection, away: Any
) -> None:
    backend = ask(at)
    home: dict[str, object] = at.pool.kwargs
    attempts: list[float] = []
    with away() as elsewhere:

        def kwargs() -> dict[str, object]:
            attempts.append(time.monotonic())
            return {**home, **elsewhere}

        at.pool.kwargs = kwargs
        scratch_superuser.execute("select pg_terminate_backend(%s)", [backend])
        began = time.monotonic()
        while len(attempts) < OUTAGE:
            assert failed(at)
        seconds = time.monotonic() - began
        at.pool.kwargs = home
    failures = 0
    while failed(at):
        failures += 1

    assert failures <= LAST_FAILURES
    assert len(attempts) <= 2 * seconds


def failed(at: Any) -> bool:
    """Whether a request fails; it must not take long about it."""
    began = time.monotonic()
    try:
        ask(at)
    except DatabaseError:
        assert time.monotonic() < began + PATIENCE
        return True
    return False


def test_a_connection_that_died_unseen_is_not_given_out(
    at: Any, scratch_superuser: psycopg.Connection
) -> None:
    backend = ask(at)
    scratch_superuser.execute("select pg_terminate_backend(%s)", [backend])

    assert ask(at) != backend


def test_who_finds_the_pool_empty_is_told_to_come_again(at: Any) -> None:
    ask(at)
    with at.pool.connection():
        began = time.monotonic()
        try:
            ask(at)
        except DatabaseError:
            answer = server_error(RequestFactory().get("/"))

    assert time.monotonic() < began + PATIENCE
    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    assert "Portalen er lukket et øjeblik" in answer.content.decode()
