"""Remind who asked another authority, and who leads the case, that the answer is due or overdue;
those who answer for an authority that was asked in the portal; and who leads a case, of its
deadline; and whose a task is.

What was told stands in the notices themselves, so the job is safe to run twice and to kill, and
after a pause tells only the newest step. A deadline that is moved is told anew.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import Any

from django.db.models import F
from django.utils.timezone import localdate

from casework.models import Case, InformationRequest, Inquiry, Task
from casework.models.case import ENDED
from casework.models.inquiry import UNANSWERED
from casework.rules.clocks import working_days_between
from stopext.access import clock, jobs
from stopext.access.roles import MAY, Permission
from stopext.access.scoping import unscoped
from stopext.accounts.models import Membership, in_force
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
            UNANSWERED, due_on__range=(today - AFTER, today + WITHIN)
        )
        rows = waiting.exclude(case__state__in=ENDED).order_by("pk")
        for key, place, asker, leader, due in rows.values_list(
            "pk", "municipality_id", "by_user", F("case__coordinator_user"), "due_on"
        ):
            if step := step_of(due, today):
                to = {asker, leader} - {None}
                notify(KIND, authority_id=place, to=to, about=key, occasion=f"{due} {step}")
        _remind_the_asked(rows, today)
        _remind_of_deadlines(today)
        _remind_of_tasks(today)


def _remind_of_tasks(today: date) -> None:
    """Its owner, from as many days ahead as she was to be reminded; of one that is past also who
    leads the case."""
    rows = unscoped(Task, reason=REASON).filter(
        ended_at__isnull=True, due_on__range=(today - AFTER, today + WITHIN)
    )
    running = rows.exclude(case__state__in=ENDED).order_by("pk")
    for key, place, owner, leader, due, ahead in running.values_list(
        "pk", "municipality_id", "owner_user", F("case__coordinator_user"), "due_on", "remind"
    ):
        if today > due:
            to, step = {owner, leader} - {None}, "over"
        elif today >= due - timedelta(days=ahead):
            to, step = {owner}, "soon"
        else:
            continue
        notify("task", authority_id=place, to=to, about=key, occasion=f"{due} {step}")


def _remind_of_deadlines(today: date) -> None:
    """Of the state's deadline, or of the first check of a closed case."""
    led = unscoped(Case, reason=REASON).filter(coordinator_user__isnull=False)
    now = clock.now()
    rows: Any = led.filter(due_at__range=(now - AFTER, now + WITHIN)).order_by("pk")
    for key, place, leader, due in rows.values_list(
        "pk", "municipality_id", "coordinator_user", "due_at"
    ):
        day = localdate(due)
        if step := step_of(day, today):
            occasion = f"{day} {step}"
            notify("case_due", authority_id=place, to=[leader], about=key, occasion=occasion)


def _remind_the_asked(rows: Any, today: date) -> None:
    """Of what was sent in the portal."""
    sent = unscoped(Inquiry, reason=REASON).filter(request__in=rows.order_by().values("pk"))
    waiting = [
        row for row in sent.values_list("pk", "asked_id", "due_on") if step_of(row[2], today)
    ]
    roles = [role for role, may in MAY.items() if Permission.ANSWER_INQUIRIES in may]
    people = unscoped(Membership, reason=REASON).filter(in_force(), role__in=roles)
    to = defaultdict(set)
    for place, user in people.filter(
        authority__in={asked for _key, asked, _due in waiting}
    ).values_list("authority_id", "user_id"):
        to[place].add(user)
    for key, asked, due in waiting:
        occasion = f"{due} {step_of(due, today)}"
        notify("inquiry", authority_id=asked, to=to[asked], about=key, occasion=occasion)


def step_of(due: date, today: date) -> str:
    """The newest step whose day has come, or nothing."""
    if today > due:
        return "over"
    return "soon" if working_days_between(today, due) <= AHEAD else ""
