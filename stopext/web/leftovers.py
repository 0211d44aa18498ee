"""Remove what has outlived its purpose. The database lets the job see only rows past their time."""

from __future__ import annotations

from stopext.access import jobs
from stopext.access.scoping import unscoped
from stopext.web.registry import LEFTOVERS

#: Its name, by which the tables' policies know it.
JOB = "remove_leftovers"


def remove_leftovers() -> int:
    """Empty the registered tables of what the job sees; answers how many rows. The periods stand
    in the tables' policies for ``portal_job``."""
    removed = 0
    for model in LEFTOVERS:
        with jobs.working(JOB):
            rows = unscoped(model, reason="the job; its policy shows what has run out")
            removed += rows.delete()[0]
    return removed
