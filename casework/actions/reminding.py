"""Remind who asked another authority, and who leads the case, that the answer is due or overdue.

What was told stands in the notices themselves, so the job is safe to run twice and to kill, and
after a pause tells only the newest step. A deadline that is moved is told anew.
"""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import F

from casework.models import InformationRequest
from casework.models.case import ENDED
from casework.rules.clocks import working_days_between
from stopext.access import clock, jobs
from stopext.access.scoping import unscoped
from stopext.notifications.sending import notify

#: Its name, by which the policies of the tables know it.
JOB = "remind_of_requests"
#: The kind of its notices; the policy of the notices knows it too.
KIND = "information_due"
#: So many working days before the deadline.
AHEAD = 2
#: The longest that so many working days last, over any holidays.
WITHIN = timedelta(days=10)
#: What was overdue longer when it was first looked at is told by the start page alone.
AFTER = timedelta(days=30)
REASON = "the job, for everybody; its policy lets it"


def remind_of_requests() -> None:
    """Tell of each question without an answer, in a case that has not ended, once for each step."""
    today = clock.today()
    with jobs.working(JOB):
        waiting = unscoped(InformationRequest, reason=REASON).filter(
            answered_at__isnull=True, due_on__range=(today - AFTER, today + WITHIN)
        )
        rows = waiting.exclude(case__state__in=ENDED).order_by("pk")
        for key, place, asker, leader, due in rows.values_list(
            "pk", "municipality_id", "by_user", F("case__coordinator_user"), "due_on"
        ):
            if step := step_of(due, today):
                to = {asker, leader} - {None}
                notify(KIND, authority_id=place, to=to, about=key, occasion=f"{due} {step}")


def step_of(due: date, today: date) -> str:
    """The newest step whose day has come, or nothing."""
    if today > due:
        return "over"
    return "soon" if working_days_between(today, due) <= AHEAD else ""
