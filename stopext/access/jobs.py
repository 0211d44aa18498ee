"""Enter the database's job context: what the job's login may read depends on the job it runs.

A job's token is derived from the master key. The database knows digests of the tokens only, so that
neither the login's password nor a copy of the database opens anything.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from stopext.access import context
from stopext.vault import keys

#: What the commands that read the whole log are called; the policy of the log knows it.
READ_LOG = "read_log"


def enter(job: str) -> None:
    """Take the context of ``job`` for the transaction at hand, as ``portal_job``.

    Raises:
        django.db.ProgrammingError: another login, no such job, or another master key than the one
            the tokens were issued with (SQLSTATE 42501).
    """
    with connection.cursor() as cursor:
        cursor.execute("select sec.enter_job(%s, %s)", [job, token(job)])


@contextmanager
def working(job: str) -> Iterator[None]:
    """One transaction of ``job``; raises as :func:`enter` does."""
    try:
        with transaction.atomic():
            enter(job)
            yield
    finally:
        context.leave()


def issue(jobs: Collection[str]) -> None:
    """Tell the database which jobs there are (set-up only; needs the owner's login)."""
    digests = [hashlib.sha256(token(job)).digest() for job in jobs]
    with connection.cursor() as cursor:
        cursor.execute("select sec.allow_jobs(%s, %s)", [list(jobs), digests])


def token(job: str) -> bytes:
    """What a process that holds the master key presents for ``job``."""
    return keys.derived(f"job {job}")
