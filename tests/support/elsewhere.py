"""Another database than the one of this test process."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from tests.conftest import ALIASES
from tests.support import databases

Switch = Callable[[], AbstractContextManager[None]]


@contextmanager
def elsewhere(url: str) -> Iterator[Switch]:
    """A switch: Django asks the database at ``url`` meanwhile. The connections stay open when it is
    left: a new one would have every table and function to look up again."""
    there = {alias: connections.create_connection(alias) for alias in ALIASES}
    for connection in there.values():
        connection.settings_dict = connection.settings_dict | databases.django_settings(url)

    @contextmanager
    def switched() -> Iterator[None]:
        usual = {alias: connections[alias] for alias in ALIASES}
        _use(there)
        try:
            yield
        finally:
            _use(usual)

    try:
        yield switched
    finally:
        for connection in there.values():
            connection.close()


def _use(found: dict[str, BaseDatabaseWrapper]) -> None:
    for alias, connection in found.items():
        connections[alias] = connection
