"""What the hourly job removes, as ``portal_job`` and in transactions that commit."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from stopext.database import Urls
from stopext.vault import keys
from stopext.web.leftovers import DAYS_OF_ENDED_JOBS, remove_leftovers
from tests.kernel.tampering import logged_in
from tests.support import databases

LONG_AGO, LATELY = DAYS_OF_ENDED_JOBS + 1, DAYS_OF_ENDED_JOBS - 1


@pytest.fixture(scope="module")
def job_urls(portal_database: Urls) -> Iterator[Urls]:
    name = f"leftovers_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{os.getpid()}"
    with databases.fresh_database(name) as urls:
        yield urls


@pytest.fixture
def admin(job_urls: Urls, django_db_setup: None, django_db_blocker: Any) -> Iterator[Any]:
    """A superuser's connection; Django works with the job's login."""
    name = job_urls.job.rsplit("/", 1)[-1].partition("?")[0]
    with (
        django_db_blocker.unblock(),
        logged_in(job_urls.job),
        psycopg.connect(databases.admin_url(name), autocommit=True) as connection,
    ):
        keys.forget()
        yield connection
        connection.execute("delete from procrastinate_jobs")
    keys.forget()


@pytest.mark.parametrize("status", ["failed", "cancelled", "aborted", "doing", "succeeded"])
def test_an_ended_or_abandoned_job_is_kept_a_week(admin: psycopg.Connection, status: str) -> None:
    plant_job(admin, status, LONG_AGO)
    plant_job(admin, status, LATELY)

    assert remove_leftovers() == 1
    assert jobs_left(admin) == [(status, LATELY)]


def test_a_job_that_waits_for_a_worker_is_never_lost(admin: psycopg.Connection) -> None:
    plant_job(admin, "todo", LONG_AGO)

    assert remove_leftovers() == 0
    assert jobs_left(admin) == [("todo", LONG_AGO)]


def test_a_job_that_is_done_again_is_as_young_as_that(admin: psycopg.Connection) -> None:
    number = plant_job(admin, "doing", LONG_AGO)
    admin.execute(
        "insert into procrastinate_events (job_id, type, at) values (%s, 'started', now())",
        [number],
    )

    assert remove_leftovers() == 0


@pytest.mark.parametrize("form", ["report-indhold", "case-note", "sag-notat"])
def test_a_draft_nobody_goes_on_with_is_gone_after_a_week(
    admin: psycopg.Connection, form: str
) -> None:
    """Also one whose form was sent from another window, or is called something else today."""
    plant_draft(admin, form, "7 days 1 minute")
    plant_draft(admin, form, "6 days 23 hours")

    assert remove_leftovers() == 1
    left = admin.execute("delete from web_draft returning saved_at < now() - interval '7 days'")
    assert left.fetchall() == [(False,)]


def plant_job(admin: psycopg.Connection, status: str, days: int) -> int:
    """A job to which something last happened so many days ago."""
    row = admin.execute(
        "insert into procrastinate_jobs (queue_name, task_name, args)"
        " values ('default', 'seal_log', '{}') returning id"
    ).fetchone()
    assert row is not None
    admin.execute("update procrastinate_jobs set status = %s where id = %s", [status, row[0]])
    admin.execute(
        "update procrastinate_events set at = now() - make_interval(days => %s) where job_id = %s",
        [days, row[0]],
    )
    return int(row[0])


def jobs_left(admin: psycopg.Connection) -> list[tuple[str, int]]:
    """Status and age of the jobs."""
    found = admin.execute(
        "select status::text, (select extract(day from now() - max(at))::int"
        " from procrastinate_events where job_id = job.id) from procrastinate_jobs job"
    ).fetchall()
    return [(str(status), int(days)) for status, days in found]


def plant_draft(admin: psycopg.Connection, form: str, age: str) -> None:
    admin.execute(
        "insert into web_draft"
        " (id, authority_id, user_id, form, object_id, fields, version, saved_at)"
        " values (%s, 1, %s, %s, %s, '', 1, now() - %s::interval)",
        [uuid4(), uuid4(), form, uuid4(), age],
    )
