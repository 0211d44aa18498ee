"""A database this checkout cannot update is left alone, with one line that says what to do."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import psycopg
import pytest
from psycopg import sql

from stopext.database import Urls, prepare
from stopext.launch.server import ensure_test_server
from tests.support.databases import PASSWORDS, ROOT, admin_url, environment

NAME = "upgrade_refused"
#: Some of what a demo database held before the migrations were squashed.
BEFORE = [
    ("access", "0001_request_context"),
    ("access", "0004_idempotency_content"),
    ("accounts", "0001_people_and_authorities"),
    ("accounts", "0002_walls"),
    ("casework", "0001_cases"),
    ("casework", "0013_erasure"),
    ("screening", "0002_walls"),
]


@pytest.fixture
def urls() -> Iterator[Urls]:
    """A database of its own in which nothing has run yet."""
    yield prepare(ensure_test_server(), NAME, PASSWORDS)
    with psycopg.connect(admin_url(), autocommit=True) as admin:
        admin.execute(sql.SQL("drop database {} with (force)").format(sql.Identifier(NAME)))


def upgrade(urls: Urls, applied: list[tuple[str, str]]) -> subprocess.CompletedProcess[str]:
    """Run the update on a database that has seen these migrations."""
    with psycopg.connect(urls.owner) as owner:
        owner.execute(
            "create table django_migrations (id int generated always as identity primary key,"
            " app text, name text, applied timestamptz default now())"
        )
        owner.cursor().executemany(
            "insert into django_migrations (app, name) values (%s, %s)", applied
        )
    return subprocess.run(
        [sys.executable, "-m", "stopext.launch.upgrade"],
        cwd=ROOT,
        env=environment(urls, "owner"),
        capture_output=True,
        text=True,
        check=False,
    )


def tables(urls: Urls) -> list[str]:
    with psycopg.connect(urls.owner) as owner:
        found = owner.execute("select tablename from pg_tables where schemaname = 'public'")
        return [name for (name,) in found]


def test_a_database_from_before_the_squash_is_told_to_start_over(urls: Urls) -> None:
    done = upgrade(urls, BEFORE)

    assert done.returncode == 1
    assert done.stdout == (
        "the database was made by migrations that are gone (it has access.0001_request_context) "
        "and cannot be carried over: start over with make demo-reset.\n"
    )
    assert tables(urls) == ["django_migrations"]


def test_a_database_with_an_app_this_checkout_does_not_have_is_newer(urls: Urls) -> None:
    done = upgrade(urls, [("access", "0001_initial_idempotency"), ("documents", "0001_initial")])

    assert done.returncode == 1
    assert done.stdout == (
        "the database is of a newer version of the portal (it has documents.0001_initial): "
        "update the code, or start over with make demo-reset.\n"
    )
