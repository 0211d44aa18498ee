"""Remove what has outlived its purpose. The database lets the job see only rows past their time."""

from __future__ import annotations

from django.db import connection, transaction

from stopext.access import jobs
from stopext.access.scoping import unscoped
from stopext.web.registry import LEFTOVERS

#: Its name, by which the tables' policies know it.
JOB = "remove_leftovers"
#: A job that failed, or that its worker died of, can be looked at for so many days.
DAYS_OF_ENDED_JOBS = 7
#: Nothing has happened to them in that time, and none of ours takes an hour: a job that is still
#: being done was abandoned. What waits for a worker stays. (What succeeds removes itself.)
_ENDED_JOBS = """
    delete from procrastinate_jobs job where status <> 'todo' and not exists (
        select from procrastinate_events event
        where event.job_id = job.id and event.at > now() - make_interval(days => %s))
"""


def remove_leftovers() -> int:
    """Empty the registered tables of what the job sees, and the queue of its dead; answers how many
    rows. The periods of the tables stand in their policies for ``portal_job``."""
    removed = 0
    for model in LEFTOVERS:
        with jobs.working(JOB):
            rows = unscoped(model, reason="the job; its policy shows what has run out")
            removed += rows.delete()[0]
    return removed + _remove_ended_jobs()


def _remove_ended_jobs() -> int:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_ENDED_JOBS, [DAYS_OF_ENDED_JOBS])
        return int(cursor.rowcount)
