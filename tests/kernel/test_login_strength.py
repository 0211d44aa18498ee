"""D01, D03, D26: a login that could look past the wall serves nobody."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from typing import Any

import psycopg
import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connections

from stopext.access import checks
from stopext.database import ENTERED, LOGINS, OWNERS, Urls
from tests.kernel import catalog
from tests.support import databases
from tests.support.world import World

#: Roles belong to the whole server, which other test processes share.
WEAKENED = f"weakened_{os.getpid()}"


@contextmanager
def login_with(scratch_superuser: psycopg.Connection, options: str, *grants: str) -> Iterator[None]:
    """A login of another strength, dropped afterwards."""
    scratch_superuser.execute(f"create role {WEAKENED} login password 'test' {options}".encode())
    try:
        scratch_superuser.execute(
            f"grant connect on database {scratch_superuser.info.dbname} to {WEAKENED}".encode()
        )
        for grant in grants:
            scratch_superuser.execute(grant.encode())
        yield
    finally:
        scratch_superuser.execute(f"reassign owned by {WEAKENED} to portal_owner".encode())
        scratch_superuser.execute(f"drop owned by {WEAKENED}".encode())
        scratch_superuser.execute(f"drop role {WEAKENED}".encode())


WEAKNESSES = {
    "superuser": ("superuser noinherit", "a superuser"),
    "bypass": ("bypassrls noinherit", "bypasses row-level security"),
    "createrole": ("createrole noinherit", "can create roles"),
    "inherit": ("inherit", "inherits roles"),
}


@pytest.mark.usefixtures("scratch")
@pytest.mark.parametrize("weakness", WEAKNESSES)
def test_each_weakness_is_found(scratch_superuser: psycopg.Connection, weakness: str) -> None:
    options, reason = WEAKNESSES[weakness]
    with login_with(scratch_superuser, options), logged_in_as_weakened():
        assert any(reason in found for found in checks.weaknesses_of_login())
        with pytest.raises(ImproperlyConfigured, match=reason):
            checks.refuse_unsafe_login()


@pytest.mark.usefixtures("scratch")
def test_an_owner_of_tables_is_refused(scratch_superuser: psycopg.Connection) -> None:
    owned = (f"create table owned (id int); alter table owned owner to {WEAKENED}",)
    with login_with(scratch_superuser, "noinherit", *owned), logged_in_as_weakened():
        assert "the database login owns tables" in checks.weaknesses_of_login()
    scratch_superuser.execute("drop table owned")


@pytest.mark.usefixtures("scratch")
def test_an_inherited_grant_is_refused(scratch_superuser: psycopg.Connection) -> None:
    version = scratch_superuser.info.server_version
    grant = f"grant r_muni to {WEAKENED}" + (" with inherit true" if version >= 160000 else "")
    options = "noinherit" if version >= 160000 else "inherit"
    with login_with(scratch_superuser, options, grant), logged_in_as_weakened():
        assert "the database login inherits roles" in checks.weaknesses_of_login()


@pytest.mark.usefixtures("scratch")
def test_an_old_release_is_refused(portal_database: Urls, monkeypatch: pytest.MonkeyPatch) -> None:
    for url in (portal_database.app, portal_database.login):
        with logged_in_at(databases.django_settings(url)):
            assert checks.weaknesses_of_login() == []
    monkeypatch.setattr(checks, "SAFE_VERSIONS", dict.fromkeys(range(15, 30), 999999))
    with logged_in_at(databases.django_settings(portal_database.app)):
        assert checks.weaknesses_of_login() == [
            "the PostgreSQL release has known holes in row-level security"
        ]


def logged_in_as_weakened() -> AbstractContextManager[None]:
    """Point Django at the weakened login inside the block."""
    return logged_in_at({"USER": WEAKENED, "PASSWORD": "test"})


@contextmanager
def logged_in_at(place: dict[str, str]) -> Iterator[None]:
    """Point Django at another login inside the block."""
    default = connections["default"]
    before = dict(default.settings_dict)
    default.close()
    default.settings_dict.update(place)
    try:
        yield
    finally:
        default.close()
        default.settings_dict.update(before)


def test_the_check_of_a_database_asks_the_login(
    scratch: World, scratch_urls: Urls, scratch_superuser: psycopg.Connection
) -> None:
    with logged_in_at(databases.django_settings(scratch_urls.login)):
        assert checks.login_is_unprivileged() == []
        assert checks.login_is_unprivileged(databases=["default"]) == []
    with login_with(scratch_superuser, "inherit"), logged_in_as_weakened():
        (found,) = checks.login_is_unprivileged(databases=["default"])
    assert (found.id, found.msg) == ("access.E002", "the database login inherits roles")


def test_the_owner_who_migrates_is_not_asked(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(settings.DATABASES["default"], "USER", "portal_owner")

    assert checks.login_is_unprivileged(databases=["default"]) == []


def refusal(urls: Urls, role: str) -> str:
    """What a web server says that is started with the login of ``role`` and must not start."""
    result = start(urls, role)
    assert result.returncode != 0
    return result.stderr


def start(urls: Urls, role: str) -> subprocess.CompletedProcess[str]:
    """What becomes of a web server's process."""
    return subprocess.run(
        [sys.executable, "-c", "import stopext.demo_wsgi"],
        env={**databases.environment(urls, role), "PYTHONPATH": os.fspath(databases.ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_server_starts_with_its_two_logins_each_in_its_place(scratch_urls: Urls) -> None:
    assert start(scratch_urls, "app").returncode == 0

    swapped = replace(scratch_urls, app=scratch_urls.login, login=scratch_urls.app)
    said = refusal(swapped, "app")

    assert "the database login is portal_app, and requests are served as portal_login" in said
    assert "the database login is portal_login, and requests are served as portal_app" in said


def test_the_server_process_does_not_start(scratch_superuser: psycopg.Connection) -> None:
    url = databases.admin_url(scratch_superuser.info.dbname)
    said = refusal(Urls(owner=url, app=url, login=url, job=url), "app")

    assert "Refusing to start: the database login is a superuser" in said


def test_requests_are_not_served_with_the_login_of_the_jobs(scratch_urls: Urls) -> None:
    said = refusal(scratch_urls, "job")

    assert "the database login is portal_job, and requests are served as portal_login" in said


def test_membership_is_never_inherited(scratch_superuser: psycopg.Connection) -> None:
    """From 16 the grant decides (altering the role later does not help); on 15 the role does."""
    if scratch_superuser.info.server_version >= 160000:
        inherited = catalog.rows(
            scratch_superuser,
            "select roleid::regrole::text, member::regrole::text from pg_auth_members"
            " where member::regrole::text = any (%s) and inherit_option",
            list(LOGINS),
        )
        assert inherited == []
    noinherit = catalog.rows(
        scratch_superuser,
        "select rolname from pg_roles where rolname = any (%s) and rolinherit",
        [*LOGINS, *OWNERS, *ENTERED],
    )
    assert noinherit == []


def test_an_inherited_membership_would_open_a_table(scratch_superuser: psycopg.Connection) -> None:
    """The check above is needed: with inheritance no role has to be entered."""
    question = "select has_table_privilege(%s, 'audit.event', 'select')"
    assert scratch_superuser.execute(question, ["portal_app"]).fetchone() == (False,)
    version = scratch_superuser.info.server_version
    grant = f"grant r_log to {WEAKENED}" + (" with inherit true" if version >= 160000 else "")
    options = "noinherit" if version >= 160000 else "inherit"
    with login_with(scratch_superuser, options, grant):
        assert scratch_superuser.execute(question, [WEAKENED]).fetchone() == (True,)


def test_no_role_of_the_portal_is_strong(scratch_superuser: psycopg.Connection) -> None:
    strong = catalog.rows(
        scratch_superuser,
        "select rolname from pg_roles where rolname = any (%s)"
        " and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication)",
        [*LOGINS, *OWNERS, *ENTERED],
    )

    assert strong == []
