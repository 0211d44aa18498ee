"""Test databases: one migrated template per state of the migrations, one copy per test process."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from stopext.database import RolePasswords, Urls, prepare
from stopext.launch.paths import PACKAGES
from stopext.launch.server import ensure_test_server

ROOT = Path(__file__).resolve().parents[2]
#: Roles belong to the whole test server, so every run must agree on their passwords.
PASSWORDS = RolePasswords(owner="test-owner", app="test-app", login="test-login", job="test-job")
TEMPLATE_LOCK = 7133512
#: May what both web logins may: a test runs in one connection, inside one transaction.
BOTH = "portal_test"


def fingerprint() -> str:
    """Changes whenever the schema or the reference data would."""
    digest = hashlib.sha256()
    patterns = (
        "**/migrations/*.py",
        "**/sql/*.sql",
        "**/tenancy.py",
        "database.py",
        "**/data/*.csv",
        "**/instruments/*.json",
        "**/loading.py",
        "**/engine/definition.py",
        "**/engine/plain.py",
    )
    for folder in PACKAGES:
        for pattern in patterns:
            for file in sorted((ROOT / folder).glob(pattern)):
                digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def admin_url(database: str = "postgres") -> str:
    """Superuser address of one database on the test server; for set-up and attacks only."""
    return make_conninfo(ensure_test_server(), dbname=database)


#: While it is entered, the database believes the times that come with a row.
Belief = Callable[[], AbstractContextManager[None]]


@contextmanager
def belief(urls: Urls) -> Iterator[Belief]:
    """The switch of one database; entered twice, it is left when the first one is."""
    name = urls.app.rsplit("/", 1)[-1].partition("?")[0]
    with psycopg.connect(admin_url(name), autocommit=True) as admin:

        @contextmanager
        def believing() -> Iterator[None]:
            asked = "insert into sec.invented default values on conflict do nothing"
            is_first = admin.execute(asked).rowcount == 1
            try:
                yield
            finally:
                if is_first:
                    admin.execute("delete from sec.invented")

        yield believing


@contextmanager
def fresh_database(name: str) -> Iterator[Urls]:
    """A migrated database of its own, dropped at the end."""
    template = f"template_{fingerprint()}"
    with psycopg.connect(admin_url(), autocommit=True) as admin:
        admin.execute("select pg_advisory_lock(%s)", [TEMPLATE_LOCK])
        try:
            _build_template(admin, template)
            copy = sql.SQL("create database {} template {}")
            admin.execute(copy.format(sql.Identifier(name), sql.Identifier(template)))
        finally:
            admin.execute("select pg_advisory_unlock(%s)", [TEMPLATE_LOCK])
    try:
        urls = prepare(ensure_test_server(), name, PASSWORDS)
        with psycopg.connect(admin_url(name), autocommit=True) as admin:
            _make_both(admin, name)
        yield urls
    finally:
        with psycopg.connect(admin_url(), autocommit=True) as admin:
            admin.execute(
                sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name))
            )


def both(urls: Urls) -> str:
    """Address of a login with the rights of ``portal_login`` and ``portal_app`` together."""
    return urls.app.replace(f"portal_app:{PASSWORDS.app}", f"{BOTH}:{PASSWORDS.app}")


def _make_both(admin: psycopg.Connection, database: str) -> None:
    admin.execute("select pg_advisory_lock(%s)", [TEMPLATE_LOCK])
    try:
        if not admin.execute("select 1 from pg_roles where rolname = %s", [BOTH]).fetchone():
            admin.execute(f"create role {BOTH} login password '{PASSWORDS.app}'".encode())
            inherit = " with inherit true" if admin.info.server_version >= 160000 else ""
            admin.execute(f"grant portal_app, portal_login to {BOTH}{inherit}".encode())
        admin.execute(
            sql.SQL("grant connect on database {} to {}").format(
                sql.Identifier(database), sql.Identifier(BOTH)
            )
        )
        admin.execute(f"grant usage on schema public, sec, audit to {BOTH}".encode())
    finally:
        admin.execute("select pg_advisory_unlock(%s)", [TEMPLATE_LOCK])


def _build_template(admin: psycopg.Connection, template: str) -> None:
    done = admin.execute(
        "select datistemplate from pg_database where datname = %s", [template]
    ).fetchone()
    if done and done[0]:
        return
    admin.execute(
        sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(template))
    )
    urls = prepare(ensure_test_server(), template, PASSWORDS)
    for command in (["migrate", "-v0"], ["load_reference_data"]):
        manage(urls, *command, role="owner")
    admin.execute(sql.SQL("alter database {} is_template true").format(sql.Identifier(template)))


def manage(
    urls: Urls, *command: str, role: str = "app", settings: str = "stopext.settings.test"
) -> str:
    """Run ``manage.py`` in a process of its own with the given database login."""
    result = subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), *command],
        env=environment(urls, role, settings),
        capture_output=True,
        text=True,
        check=False,
    )
    if result.returncode != 0:
        raise RuntimeError(
            f"manage.py {' '.join(command)} failed:\n{result.stdout}\n{result.stderr}"
        )
    return result.stdout


def environment(
    urls: Urls, role: str = "app", settings: str = "stopext.settings.test"
) -> dict[str, str]:
    """Environment of a portal process on this database."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": settings,
        "PORTAL_DATABASE_ROLE": role,
        "PORTAL_OWNER_URL": urls.owner,
        "PORTAL_APP_URL": urls.app,
        "PORTAL_LOGIN_URL": urls.login,
        "PORTAL_JOB_URL": urls.job,
    }


def django_settings(url: str) -> dict[str, str]:
    """The entries of a Django database that name the place."""
    parts = conninfo_to_dict(url)
    keys = {
        "NAME": "dbname",
        "USER": "user",
        "PASSWORD": "password",
        "HOST": "host",
        "PORT": "port",
    }
    return {django: str(parts.get(name) or "") for django, name in keys.items()}
