"""Work for the job worker (database login ``portal_job``)."""

from __future__ import annotations

from django.core.management import call_command
from django.db import connection

from knowledge.publishing.indexing import index_plans
from stopext.access import jobs
from stopext.audit import record

#: Its name, by which the policies of the hub's tables know it.
JOB = "publish_scheduled"


def publish_due() -> None:
    """Publish pages whose time has come and take down those whose time is over; index the plans
    that municipalities have published, who do not write the index themselves.

    Enters the editors' role for one transaction; a run that is killed or repeated does no harm,
    because a page that is live is not due any more. Each page is one event in the log.
    """
    with jobs.working(JOB):
        with connection.cursor() as cursor:
            cursor.execute("select set_config('role', 'r_centre', true)")
        with record.collecting(record.Collector(purpose="scheduled")) as collector:
            call_command("publish_scheduled", verbosity=0)
            index_plans()
        record.flush(collector)
