"""Receipts to those who told of a concern, and deadlines that somebody has moved."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from casework import actions
from casework.demo.colleagues import Colleague
from casework.demo.course import Course
from casework.demo.daytime import Office, slots
from casework.models import Case, Concern, DeadlineChange
from casework.queries.acknowledging import owed
from casework.rules.acknowledging import Acknowledged
from casework.rules.contacts import ContactChannel
from casework.rules.deadlines import DeadlineStep
from casework.rules.workflow import State
from stopext.access import clock

#: Concerns younger than this still wait for their receipt.
FRESH = 3
TOLD = "Henvendelsen er modtaget, og kommunen ser på den."
#: State -> what is done to its deadline, how many days after it, and why.
MOVED = {
    State.GATHERING: (DeadlineStep.STOPPED, 3, "Skolen har ferie og svarer i næste uge."),
    State.ANALYSIS: (DeadlineStep.EXTENDED, 7, "Psykiatrien kan først møde i næste uge."),
}


def acknowledge(course: Course) -> None:
    """Who told of a child is told that it came."""
    if course.story.days_ago < FRESH:
        return
    for row in owed(course.by).filter(case=course.case):
        with course.later():
            actions.acknowledge(
                by=course.by,
                concern=Concern.objects.for_actor(course.by).select_related("case").get(pk=row.pk),
                answer=Acknowledged.GIVEN,
                given_on=clock.today(),
                channel=ContactChannel.POST,
                words=TOLD,
            )


def tell(lead: Colleague, office: Office, times: Random) -> None:
    """One deadline stands still, one is put off; of cases whose deadline is still to come."""
    with lead.acts():
        if DeadlineChange.objects.for_actor(lead.actor).exists():
            return
        rows = Case.objects.for_actor(lead.actor).filter(restricted=False)
        for state, (step, days, reason) in MOVED.items():
            (slot,) = slots(office, [0], times)
            coming = rows.filter(state=state, due_at__gt=slot.start + timedelta(days=1))
            case = coming.filter(updated_at__lt=slot.start).order_by("due_at").first()
            if case is None or case.due_at is None:
                continue
            begins = clock.today() if step is DeadlineStep.STOPPED else case.due_at.date()
            with clock.at(slot.start):
                actions.move_deadline(
                    by=lead.actor,
                    case=case,
                    version=case.version,
                    step=step,
                    day=begins + timedelta(days=days),
                    reason=reason,
                )
