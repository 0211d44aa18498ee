"""One story lived through the real actions, each at its own time in the past."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from casework import actions
from casework.demo import asked, registered, screened, steps, texts
from casework.demo.course import Course
from casework.demo.daytime import slots
from casework.demo.loader import StoryDisclosure, StoryReview
from casework.demo.timeline import LATE, RUNNING, route
from casework.models import Case, Disclosure
from casework.queries.shareable import shareable_items
from casework.rules.clocks import add_months
from casework.rules.closing import FindingKey
from casework.rules.codes import (
    OPEN_MEASURES,
    Frequency,
    NoteKind,
    NoticeDecision,
    ReviewDecision,
    Tristate,
)
from casework.rules.legal import LEGAL_BASES
from casework.rules.workflow import State
from stopext.access import clock

Step = tuple[float, Callable[[], object]]


def live(course: Course) -> Case:
    """Everything that happened, in order; answers the case as it stands."""
    begun: Step = (course.story.days_ago, partial(registered.register, course))
    told = [begun, *sorted(_plan(course), key=lambda one: -one[0])]
    when = slots(course.office, [ago for ago, _step in told], course.times, course.after)
    for slot, (_ago, step) in zip(when, told, strict=True):
        course.step(slot, step)
    course.case.refresh_from_db()
    return course.case


def _plan(course: Course) -> Iterator[Step]:
    story = course.story
    end = story.closure.days_ago if story.closure else 0.0
    stops = route(story)
    for number, stop in enumerate(stops):
        yield stop.ago, partial(steps.enter, course, stop.state)
        if stop.state is State.ANALYSIS:
            # The state after this one, or the end of the story, waits for the answers.
            until = stops[number + 1].ago if number + 1 < len(stops) else end
            yield (stop.ago + until) / 2, partial(screened.answer, course)
    for number, one in enumerate(story.notes):
        checks = story.state is State.AFTERCARE and one.days_ago < end
        until = 0.0 if checks else end
        yield _inside(course, one.days_ago - 0.05 * number, until), partial(_note, course, one.text)
    for shared in story.disclosures:
        yield from _sharing(course, shared, end)
    for held in story.reviews:
        yield _inside(course, held.days_ago, end), partial(_review, course, held)
    yield from _endings(course, end)


def _sharing(course: Course, shared: StoryDisclosure, end: float) -> Iterator[Step]:
    made: list[Disclosure] = []
    given = _inside(course, shared.days_ago, end)
    yield given, lambda: made.append(_share(course, shared))
    if shared.withdrawn_days_ago is not None:
        ago = max(min(shared.withdrawn_days_ago, given - 0.01), end + 0.12)
        yield ago, lambda: _withdraw(course, made[0])


def _endings(course: Course, end: float) -> Iterator[Step]:
    story = course.story
    if any(measure.outcome for measure in story.measures):
        yield end + 0.1, partial(_finish_measures, course)
    if story.state is State.FOLLOW_UP:
        ages = LATE if story.overdue else RUNNING
        yield ages[State.FOLLOW_UP], partial(steps.move, course, State.FOLLOW_UP)
    if story.closure is not None:
        yield story.closure.days_ago, partial(_close, course)
    if story.state is State.AFTERCARE and story.closure is not None:
        yield story.closure.days_ago - 0.1, partial(steps.move, course, State.AFTERCARE)


def _inside(course: Course, ago: float, end: float) -> float:
    """Between the registration and the end of the case."""
    return max(
        min(ago, course.story.days_ago - 0.1 - course.random.random() / 20), end + 0.15, 0.01
    )


def _note(course: Course, text: str) -> None:
    kind = course.random.choice([NoteKind.CALL, NoteKind.MEETING, NoteKind.INTERNAL])
    actions.write_note(by=course.by, case=course.case, kind=kind, text=text)


def _share(course: Course, shared: StoryDisclosure) -> Disclosure:
    consent = ""
    if LEGAL_BASES[shared.basis].requires_consent:
        consent = str(asked.to_share(course, shared).pk)
    offered = [item.key for item in shareable_items(course.case)]
    with course.later():
        return actions.share(
            by=course.by,
            case=course.case,
            items=offered[: shared.items],
            legal_basis=shared.basis,
            necessity=shared.necessity,
            expires_on=add_months(clock.today(), shared.months),
            acknowledged=True,
            consent=consent,
            **_informed(course),
        )


def _informed(course: Course) -> dict[str, Any]:
    """Whether the citizen knows of the share: as it was said when the concern was registered."""
    concern = course.case.concerns.earliest("received_at")
    if concern.citizen_informed == Tristate.YES:
        return {"citizen_informed": Tristate.YES}
    return {"citizen_informed": Tristate.NO, "not_informed_reason": texts.NOT_INFORMED}


def _withdraw(course: Course, made: Disclosure) -> None:
    if made.consent is None:
        actions.withdraw(by=course.by, disclosure=made, reason=texts.WITHDRAWN)
        return
    asked.take_back(course, made.consent)
    with course.later():
        actions.withdraw(by=course.by, disclosure=made, reason=texts.CONSENT_WITHDRAWN)


def _review(course: Course, held: StoryReview) -> None:
    if course.case.state == State.ACTIVE:
        steps.move(course, State.FOLLOW_UP)
    with course.later():
        actions.review(
            by=course.by,
            case=course.case,
            held_on=clock.today(),
            change=held.text,
            citizen_view=texts.ENOUGH
            if held.decision is ReviewDecision.CLOSE
            else texts.CITIZEN_VIEW,
            decision=held.decision,
        )
    if course.case.measures.filter(status__in=OPEN_MEASURES).exists():
        steps.move(course, State.ACTIVE)


def _finish_measures(course: Course) -> None:
    for told, measure in zip(
        course.story.measures, course.case.measures.order_by("at", "pk"), strict=True
    ):
        if told.outcome is None or measure.status not in OPEN_MEASURES:
            continue
        with course.later():
            actions.update_measure(
                by=course.by,
                measure=measure,
                version=measure.version,
                status=told.status,
                goal=measure.goal,
                owner_name=measure.owner_name,
                frequency=Frequency(measure.frequency),
                outcome=told.outcome,
            )


def _close(course: Course) -> None:
    closure = course.story.closure
    if closure is None:
        return
    if course.case.subject.under_18(clock.today()) and not course.case.notice:
        course.case = actions.decide_notice(
            by=course.by,
            case=course.case,
            version=course.version(),
            decision=NoticeDecision.KNOWN,
            reason=texts.NOTICE,
        )
    with course.later():
        course.case = actions.close(
            by=course.by,
            case=course.case,
            version=course.version(),
            reason=closure.reason,
            assessment=closure.assessment,
            answers=dict.fromkeys(FindingKey, texts.CLOSING_ANSWER),
            handover=texts.HANDOVER if closure.reason == "moved" else "",
        )
