"""Screenings of the demo's cases: ordered at the analysis, answered by both sides."""

from __future__ import annotations

from random import Random

from casework import actions
from casework.demo.course import Course
from casework.demo.daytime import Office
from casework.models import Disclosure, DisclosureItem
from casework.rules.workflow import State
from casework.screenings import FULL_AGE_OF_FORM
from screening.demo import ratings
from screening.engine.judgement import Judgement, Level
from screening.models import Screening
from screening.models.screening import to_agree_on
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.web.dates import add_working_days

#: Working days.
ANSWER_DAYS = 10
#: Share of questions that the police see otherwise.
DIFFERS = 0.2
PROFILES = ("low", "moderate", "moderate", "mostly_unknown", "high")


def order(course: Course) -> None:
    """Order a screening. A child under 15 is not screened here: that is the leader's decision."""
    if course.case.subject.younger_than(FULL_AGE_OF_FORM, clock.today()):
        return
    lasting = Disclosure.objects.for_actor(course.by).filter(
        case=course.case, revoked_at__isnull=True, expires_at__gt=clock.now()
    )
    with course.later():
        course.screening = actions.order_screening(
            by=course.by,
            case=course.case,
            due_on=add_working_days(clock.today(), ANSWER_DAYS),
            with_police=lasting.exists(),
        )


def answer(course: Course) -> None:
    """The municipality's side: begun while the case is analysed, locked once it is past that."""
    if course.screening is None:
        return
    # A high level would ask for a leader at closing; the stories tell of none.
    profiles = PROFILES[:-1] if course.story.closure else PROFILES
    profile, number = course.random.choice(profiles), course.random.randrange(10_000)
    tell = ratings.begin if course.story.state is State.ANALYSIS else ratings.complete
    tell(
        by=course.by,
        screening=course.screening,
        profile=profile,
        seed=number,
        pace=course.pause,
    )


def answer_for_police(by: Actor, office: Office, times: Random) -> None:
    """The police's coordinator has locked every second screening that waits for the district."""
    asked = Screening.objects.for_actor(by).filter(police_locked_at=None, subject_ended_at=None)
    waiting = asked.order_by("ordered_at")
    for number, row in enumerate(waiting):
        if number % 2:
            continue
        slot = office.next_slot(row.municipality_locked_at or row.ordered_at, times)
        with clock.at(slot.start):
            _read_delivery(by, row)
            ratings.complete(
                by=by,
                screening=row,
                profile="moderate",
                seed=number,
                differs=DIFFERS,
                pace=slot.pause,
            )


def _read_delivery(by: Actor, row: Screening) -> None:
    """Who rates has first read what the municipality shared of the case."""
    shared = Disclosure.objects.for_actor(by).filter(case=row.subject_id, hand_over=False)
    for delivery in shared.filter(at__lte=clock.now()):
        items = DisclosureItem.objects.for_actor(by).filter(disclosure=delivery)
        actions.receive(by=by, disclosure=delivery, items=list(items))


def opened(by: Actor) -> Screening | None:
    """The screening the actor's authority could agree on first."""
    rows = Screening.objects.for_actor(by).filter(to_agree_on())
    found: Screening | None = rows.order_by("pk").first()
    return found


def begin_joint(by: Actor, row: Screening, office: Office, times: Random) -> None:
    """Two have met about their ratings and come half way: some is decided, nothing is signed."""
    with clock.at(office.next_slot(row.opened_at or clock.now(), times).start):
        ratings.settle_some(by=by, screening=row, judgement=Judgement(level=Level.MODERATE))
