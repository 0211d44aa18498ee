"""L09: every committed event is sealed exactly once, whatever its transaction did meanwhile."""

from __future__ import annotations

import json
import random
import threading
import time
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.db import DatabaseError, connections
from psycopg.errors import InsufficientPrivilege

from stopext.audit.sealing import BATCH, seal_pending
from stopext.database import Urls
from tests.bench.bench_sealing import WAITING_EVENTS
from tests.support import databases

WRITERS, SECONDS = 6, 4.0


@pytest.fixture
def job(
    scratch: object, scratch_urls: Urls, django_db_blocker: Any
) -> Iterator[psycopg.Connection]:
    """Django and a raw connection as the job's login."""
    default = connections["default"]
    default.close()
    default.settings_dict.update(databases.django_settings(scratch_urls.job))
    with psycopg.connect(scratch_urls.job) as raw:
        yield raw


def write(connection: psycopg.Connection, number: int) -> None:
    events = json.dumps([{"action": "view", "object_id": str(n)} for n in range(number)])
    connection.execute("select audit.record(%s::jsonb)", [events])


def writer(url: str, seed: int, until: float, committed: list[int]) -> None:
    """Short, long (5 %) and rolled-back (2 %) transactions of one to five events."""
    chance = random.Random(seed)  # noqa: S311 (a repeatable mix)
    with psycopg.connect(url) as connection:
        while time.monotonic() < until:
            number = chance.randint(1, 5)
            write(connection, number)
            if chance.random() < 0.05:
                time.sleep(chance.random() / 2)
            if chance.random() < 0.02:
                connection.rollback()
            else:
                connection.commit()
                committed.append(number)


def test_every_event_is_sealed_once(
    job: psycopg.Connection, scratch_urls: Urls, scratch_superuser: psycopg.Connection
) -> None:
    seal_pending()
    start = scratch_superuser.execute("select coalesce(max(id), 0) from audit.event").fetchone()
    assert start is not None
    committed: list[int] = []
    until = time.monotonic() + SECONDS
    threads = [
        threading.Thread(target=writer, args=(scratch_urls.job, seed, until, committed))
        for seed in range(WRITERS)
    ]
    for thread in threads:
        thread.start()
    sealed = 0
    while any(thread.is_alive() for thread in threads):
        sealed += seal_pending()
        time.sleep(0.05)
    sealed += seal_pending()

    counts = scratch_superuser.execute(
        "select count(*), count(distinct s.event_id), count(e.id) from audit.event e"
        " full join audit.sealed s on s.event_id = e.id where coalesce(e.id, s.event_id) > %s",
        [start[0]],
    ).fetchone()
    assert counts == (sum(committed),) * 3
    assert sealed == sum(committed)
    assert len(committed) > WRITERS * 10


def test_events_of_an_open_transaction_wait(job: psycopg.Connection, scratch_urls: Urls) -> None:
    seal_pending()
    with psycopg.connect(scratch_urls.job) as other:
        write(other, 2)
        write(job, 1)
        job.commit()
        assert seal_pending() == 1
        other.commit()

    assert seal_pending() == 2


def test_two_sealers_do_not_meet(job: psycopg.Connection, scratch_urls: Urls) -> None:
    seal_pending()
    write(job, 50)
    job.commit()
    done: list[int] = []

    def seal() -> None:
        with psycopg.connect(scratch_urls.job) as other:
            row = other.execute("select audit.seal_batch()").fetchone()
            assert row is not None
            done.append(row[0])

    threads = [threading.Thread(target=seal) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(done) == [0, 0, 0, 50]


@pytest.mark.parametrize("login", ["app", "login"])
def test_no_other_login_holds_up_the_sealer(
    job: psycopg.Connection, scratch_urls: Urls, login: str
) -> None:
    """Every login may take every advisory lock, in the middle of a SELECT."""
    seal_pending()
    with psycopg.connect(getattr(scratch_urls, login)) as other:
        other.execute("select pg_advisory_lock(7133511)")  # the sealer's, once
        with pytest.raises(InsufficientPrivilege), other.transaction():
            other.execute("lock table audit.seal in access share mode")
        write(job, 1)
        job.commit()

        assert seal_pending() == 1


@pytest.mark.usefixtures("scratch")
def test_the_applications_login_cannot_seal() -> None:
    with pytest.raises(DatabaseError, match="permission denied"):
        seal_pending()


def test_more_than_a_batch_is_sealed_in_one_run(
    job: psycopg.Connection, scratch_superuser: psycopg.Connection
) -> None:
    """What it costs is measured by ``tests/bench/bench_sealing.py``."""
    seal_pending()
    scratch_superuser.execute(WAITING_EVENTS, [BATCH + 1])

    assert seal_pending() == BATCH + 1
