"""Receipts to those who told of a concern, deadlines that somebody has moved, and tasks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from random import Random

from casework import actions
from casework.actions.colleagues import who_read
from casework.demo.colleagues import Colleague
from casework.demo.course import Course
from casework.demo.daytime import Office, slots
from casework.models import Case, Concern, DeadlineChange, Task
from casework.queries.acknowledging import owed
from casework.rules.acknowledging import Acknowledged
from casework.rules.contacts import ContactChannel
from casework.rules.deadlines import DeadlineStep
from casework.rules.tasks import Ahead, Every
from casework.rules.workflow import State
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.roles import Role

#: Concerns younger than this still wait for their receipt.
FRESH = 3
#: What a case is doing while somebody works in it.
AT_WORK = (State.GATHERING, State.ANALYSIS, State.RECOMMENDATION, State.ACTIVE, State.FOLLOW_UP)
TOLD = "Henvendelsen er modtaget, og kommunen ser på den."
#: State -> what is done to its deadline, how many days after it, and why.
MOVED = {
    State.GATHERING: (DeadlineStep.STOPPED, 3, "Skolen har ferie og svarer i næste uge."),
    State.ANALYSIS: (DeadlineStep.EXTENDED, 7, "Psykiatrien kan først møde i næste uge."),
}


@dataclass(frozen=True, slots=True)
class Given:
    """A task that was given ``ago`` days back, to be done ``days`` after that."""

    text: str
    ago: int
    days: int
    every: Every | None = None
    to_worker: bool = False
    done: str = ""


#: The first to be given first.
GIVEN = (
    Given("Ring til skolen om trivselssamtalen", 9, 5),
    Given("Hør jobcentret, om praktikpladsen er på plads", 6, 2, done="Den er klar fra mandag."),
    Given("Skriv til boligorganisationen", 4, 6),
    Given("Ugentlig samtale med mentoren", 3, 7, every=Every.WEEK),
    Given("Aftal besøg i klubben", 2, 10, to_worker=True),
)


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


def give_tasks(lead: Colleague, office: Office, times: Random) -> None:
    """Tasks of the coordinator's and of a caseworker's: late, near, coming back, done."""
    with lead.acts():
        if Task.objects.for_actor(lead.actor).exists():
            return
        rows = Case.objects.for_actor(lead.actor).filter(restricted=False, state__in=AT_WORK)
        cases = list(rows.order_by("created_at")[: len(GIVEN)])
        when = slots(office, [given.ago for given in GIVEN], times)
        for case, given, slot in zip(cases, GIVEN, when, strict=False):
            with clock.at(slot.start):
                _give(lead.actor, case, given)


def _give(by: Actor, case: Case, given: Given) -> None:
    people = {row.role: row.user_id for row in who_read(by, case)}
    made = actions.add_task(
        by=by,
        case=case,
        wanted=actions.Wanted(
            text=given.text,
            owner=people[Role.CASEWORKER] if given.to_worker else by.user_id,
            due_on=clock.today() + timedelta(days=given.days),
            remind=Ahead.DAY,
            every=given.every,
        ),
    )
    if given.done:
        actions.finish_task(by=by, task=made, words=given.done)
