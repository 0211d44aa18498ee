"""A database of its own in which everything is planted once per test process; knocks roll back."""

from __future__ import annotations

import math
import os
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field

import psycopg
from django.core.cache import cache
from django.db import transaction
from psycopg import sql

from tests.conftest import ALIASES
from tests.matrix import actors, planting
from tests.matrix.actors import Crowd, Visitor
from tests.matrix.planting import Planted
from tests.support import databases
from tests.support.elsewhere import Switch, elsewhere


@dataclass(frozen=True)
class Town:
    """The database, who lives there, and what is planted."""

    name: str
    visited: Switch
    crowd: Crowd
    planted: Planted


#: Pages that ask for a fresh log-in must find one, however slow the machine is.
FRESH_SECONDS = 60


@dataclass
class Siege:
    """The town; whoever knocks has a fresh session."""

    town: Town
    _visitors: dict[str, tuple[float, Visitor]] = field(default_factory=dict)

    def visitor(self, label: str) -> Visitor:
        """Somebody who logged in just now."""
        since, found = self._visitors.get(label, (-math.inf, None))
        if found is None or time.monotonic() - since > FRESH_SECONDS:
            found = actors.logged_in(self.town.crowd, label)
            self._visitors[label] = time.monotonic(), found
        return found

    @contextmanager
    def rolled_back(self) -> Iterator[None]:
        """What is done meanwhile is undone, in every database."""
        with ExitStack() as stack:
            for alias in ALIASES:
                stack.enter_context(transaction.atomic(using=alias))
            yield
            for alias in ALIASES:
                transaction.set_rollback(True, using=alias)


@contextmanager
def built() -> Iterator[Town]:
    """A town, gone at the end."""
    name = f"matrix_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{os.getpid()}"
    # What is planted, and what is made for a knock, happened on days of the past.
    with (
        databases.fresh_database(name) as urls,
        databases.belief(urls) as belief,
        belief(),
        elsewhere(databases.both(urls)) as visited,
    ):
        with visited():
            cache.clear()
            crowd = actors.gather()
            town = Town(name, visited, crowd, planting.plant(crowd))
        yield town


@contextmanager
def besieged(town: Town) -> Iterator[Siege]:
    """Knock in a transaction that is rolled back: what is planted stays as it is."""
    siege = Siege(town)
    with town.visited(), siege.rolled_back():
        yield siege


@contextmanager
def without_row_security(town: Town) -> Iterator[int]:
    """The town while no table has row-level security; answers how many had."""
    with psycopg.connect(databases.admin_url(town.name), autocommit=True) as admin:
        walled = admin.execute(
            "select oid::regclass::text from pg_class where relrowsecurity and relkind = 'r'"
            " and relnamespace in ('public'::regnamespace, 'audit'::regnamespace)"
        ).fetchall()
        _row_security(admin, walled, "disable")
        try:
            yield len(walled)
        finally:
            _row_security(admin, walled, "enable")


def _row_security(admin: psycopg.Connection, tables: list[tuple[str]], turn: str) -> None:
    for (table,) in tables:
        command = sql.SQL("alter table {} {} row level security")
        admin.execute(command.format(sql.SQL(table), sql.SQL(turn)))
