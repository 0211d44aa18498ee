"""Two administrators, and a database of its own in which transactions really commit."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connections

from stopext.access.roles import Role
from stopext.accounts.models import CENTRE, Authority
from stopext.database import Urls
from stopext.vault import keys
from tests.support import databases
from tests.support.world import Person, World, make_person


@contextmanager
def logged_in(url: str) -> Iterator[None]:
    """Django's default connection as another login."""
    default = connections["default"]
    before = dict(default.settings_dict)
    default.close()
    default.settings_dict.update(databases.django_settings(url))
    keys.forget()
    try:
        yield
    finally:
        default.close()
        default.settings_dict.update(before)
        keys.forget()


@pytest.fixture(scope="module")
def mail_urls(portal_database: Urls) -> Iterator[Urls]:
    name = f"mail_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{os.getpid()}"
    with databases.fresh_database(name) as urls:
        yield urls


@pytest.fixture
def unblocked(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The database without a transaction around the test."""
    with django_db_blocker.unblock():
        yield


@pytest.fixture
def admin(world: World) -> Person:
    """One administrator of the centre."""
    return world.person(CENTRE, Role.ADMINISTRATOR)


@pytest.fixture
def second(world: World) -> Person:
    """Another one."""
    return make_person(Authority.objects.get(pk=CENTRE), Role.ADMINISTRATOR, nth="_2")
