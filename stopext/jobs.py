"""Jobs that run beside the web server, as ``portal_job``.

Each is safe to run twice and to kill: what it did is in the database, not in the job.
"""

from __future__ import annotations

from procrastinate.contrib.django import app

from knowledge.publishing.jobs import publish_due
from stopext.accounts.mail.outbox import send_waiting_mail
from stopext.audit.sealing import seal_pending
from stopext.housekeeping import remove_leftovers

#: Seconds stand last: every ten seconds, so that an invitation arrives while somebody waits.
EVERY_TEN_SECONDS = "* * * * * */10"
EVERY_MINUTE = "* * * * *"
EVERY_HOUR = "7 * * * *"
MAILS_PER_RUN = 50


@app.periodic(cron=EVERY_TEN_SECONDS)
@app.task(queueing_lock="mail", pass_context=False)
def send_mail(timestamp: int) -> None:
    """Send what waits in the outbox."""
    send_waiting_mail(MAILS_PER_RUN)


@app.periodic(cron=EVERY_MINUTE)
@app.task(queueing_lock="seal", pass_context=False)
def seal_log(timestamp: int) -> None:
    """Chain the log's new events."""
    seal_pending()


@app.periodic(cron=EVERY_MINUTE)
@app.task(queueing_lock="publish", pass_context=False)
def publish_scheduled(timestamp: int) -> None:
    """Publish and take down pages whose time has come."""
    publish_due()


@app.periodic(cron=EVERY_HOUR)
@app.task(queueing_lock="leftovers", pass_context=False)
def tidy(timestamp: int) -> None:
    """Remove expired sessions, counters, form keys and drafts, and old finished jobs."""
    remove_leftovers()
