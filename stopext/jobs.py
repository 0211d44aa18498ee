"""Jobs that run beside the web server, as ``portal_job``: those the apps have registered.

Each is safe to run twice and to kill: what it did is in the database, not in the job.
"""

from __future__ import annotations

from procrastinate.contrib.django import app

from stopext.web.registry import JOBS, Job


def _schedule(job: Job) -> None:
    @app.periodic(cron=job.cron)
    @app.task(name=job.name, queueing_lock=job.name, pass_context=False)
    def run(timestamp: int) -> None:
        job.work()


for each in JOBS:
    _schedule(each)
