"""How a story comes from one state to the next: what has to be recorded first."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from casework import actions
from casework.demo import around, handed, screened, texts, timed
from casework.demo.course import Course
from casework.demo.timeline import route
from casework.rules.codes import (
    Decider,
    DecisionOutcome,
    Frequency,
    MeasureStatus,
    MeasureType,
    NoticeDecision,
    PoliceCheck,
    TriageOutcome,
)
from casework.rules.inquiries import InquiryAnswer
from casework.rules.retention import ADULT_AGE
from casework.rules.workflow import Field, State
from stopext.access import clock
from stopext.web.dates import add_working_days

#: How often each kind of help is given in the demo; the others every second week.
OFTEN = {
    MeasureType.MENTOR: Frequency.WEEKLY,
    MeasureType.PARENT_COACH: Frequency.MONTHLY,
    MeasureType.LEISURE: Frequency.TWICE_WEEKLY,
    MeasureType.EDUCATION_JOB: Frequency.DAILY,
}


def enter(course: Course, state: State) -> None:
    """Record what the gate to ``state`` asks for, and go through it."""
    prepare = {
        State.GATHERING: _before_gathering,
        State.ANALYSIS: _before_analysis,
        State.RECOMMENDATION: _before_recommendation,
        State.ACTIVE: _before_measures,
    }.get(state)
    if prepare is not None:
        prepare(course)
    if state is State.POLICE:
        _hand_over(course)
        return
    move(course, state, **_values(course, state))
    after = {
        State.ASSESSMENT: _after_assignment,
        State.GATHERING: _ask,
        State.ANALYSIS: screened.order,
    }.get(state)
    if after is not None:
        after(course)


def _hand_over(course: Course) -> None:
    with course.later():
        handed.hand_over(course.by, course.case)
    course.case.refresh_from_db()


def move(course: Course, state: State, **values: Any) -> None:
    """One move with its fields."""
    course.case.refresh_from_db()
    with course.later():
        course.case = actions.change_state(
            by=course.by,
            case=course.case,
            version=course.case.version,
            target=state,
            values={Field(name): value for name, value in values.items()},
        )


def _values(course: Course, state: State) -> dict[str, Any]:
    if state is State.ASSESSMENT:
        return {"coordinator": course.by.membership_id}
    if state is State.ANALYSIS:
        return {"meeting_on": _day_of_the_meeting(course)}
    if state is State.PAUSED:
        return {"reason": texts.MOVE, "paused_until": clock.today() + timedelta(days=28)}
    return {"reason": texts.MOVE}


def _day_of_the_meeting(course: Course) -> date:
    """The day on which the story holds it; one that is still to come is some days ahead."""
    for stop in route(course.story):
        if stop.state is State.RECOMMENDATION:
            return course.office.day(stop.ago)
    return add_working_days(clock.today(), 7)


def _after_assignment(course: Course) -> None:
    for membership_id in course.team:
        with course.later():
            actions.add_colleague(by=course.by, case=course.case, membership_id=membership_id)
    around.write_up(course)
    timed.acknowledge(course)


def _before_gathering(course: Course) -> None:
    actions.triage(
        by=course.by,
        case=course.case,
        outcome=TriageOutcome.INFO_HOUSE,
        reason=texts.TRIAGE,
        police_check=PoliceCheck.CLEAR,
    )
    if course.case.subject.under_18(clock.today()):
        course.case.refresh_from_db()
        with course.later():
            course.case = actions.decide_notice(
                by=course.by,
                case=course.case,
                version=course.case.version,
                decision=NoticeDecision.KNOWN,
                reason=texts.NOTICE,
            )


def _ask(course: Course) -> None:
    child = course.story.age < ADULT_AGE
    asked = texts.QUESTIONS if child else texts.QUESTIONS_OF_AGE
    for authority, question in course.random.sample(asked, 2):
        with course.later():
            actions.ask_information(
                by=course.by, case=course.case, authority=authority, question=question
            )


def _before_analysis(course: Course) -> None:
    for asked in course.case.information_requests.filter(answered_at__isnull=True):
        with course.later():
            said = {
                "reply": InquiryAnswer.KNOWN,
                "answer": texts.ANSWERS.get(asked.authority, texts.ANSWER),
                "source": texts.ANSWERED_BY,
                "replied_on": clock.today(),
            }
            actions.record_information(by=course.by, request=asked, said=said)


def _before_recommendation(course: Course) -> None:
    meeting = actions.hold_meeting(
        by=course.by,
        case=course.case,
        held_on=clock.today(),
        participants=texts.PARTICIPANTS,
        shared=texts.SHARED,
    )
    with course.later():
        actions.recommend(
            by=course.by,
            meeting=meeting,
            version=meeting.version,
            joint_assessment=texts.JOINT,
            recommendation=texts.RECOMMENDATION,
        )


def _before_measures(course: Course) -> None:
    for decider in Decider:
        with course.later():
            actions.decide(
                by=course.by,
                case=course.case,
                decider=decider,
                outcome=DecisionOutcome.START,
                reason=texts.DECISION,
                told_by=texts.POLICE_CONTACT if decider == Decider.POLICE else "",
            )
    for told in course.story.measures:
        with course.later():
            actions.add_measure(
                by=course.by,
                case=course.case,
                type=told.type,
                goal=told.goal,
                owner_name=told.owner,
                starts_on=course.office.day(told.started_days_ago),
                status=told.status if told.outcome is None else MeasureStatus.RUNNING,
                frequency=OFTEN.get(told.type, Frequency.FORTNIGHTLY),
            )
