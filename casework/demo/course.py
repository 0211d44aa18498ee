"""One story lived through the real actions, each at its own time in the past."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property, partial
from random import Random
from uuid import UUID

from casework import actions
from casework.demo import registered, screened, steps, texts
from casework.demo.daytime import Office, Slot, slots
from casework.demo.loader import Story, StoryDisclosure, StoryReview
from casework.demo.timeline import LATE, RUNNING, is_urgent, route
from casework.models import Case, Disclosure
from casework.queries.shareable import shareable_items
from casework.rules.clocks import add_months
from casework.rules.closing import FindingKey
from casework.rules.codes import (
    OPEN_MEASURES,
    Frequency,
    NoteKind,
    NoticeDecision,
    Tristate,
)
from casework.rules.workflow import State
from screening.models import Screening
from stopext.access import clock
from stopext.access.actor import Actor

Step = tuple[float, Callable[[], object]]


@dataclass
class Course:
    """A story under way. ``by`` leads the case; ``team`` are the memberships of those put on it.

    ``after``: when the municipality registered its previous concern. ``times`` decides nothing but
    times of day, so that the same story says the same whenever it is told.
    """

    story: Story
    by: Actor
    team: list[UUID]
    now: datetime
    random: Random
    times: Random
    earlier: Case | None = None
    after: datetime | None = None
    case: Case = field(init=False)
    screening: Screening | None = field(init=False, default=None)
    pause: timedelta = field(init=False, default=timedelta(0))

    @cached_property
    def office(self) -> Office:
        """The hours in which the story can have happened."""
        return Office(self.now, on_call=is_urgent(self.story))

    def live(self) -> Case:
        """Everything that happened, in order; answers the case as it stands."""
        begun: Step = (self.story.days_ago, partial(registered.register, self))
        told = [begun, *sorted(self._plan(), key=lambda one: -one[0])]
        when = slots(self.office, [ago for ago, _step in told], self.times, self.after)
        for slot, (_ago, step) in zip(when, told, strict=True):
            self._at(slot, step)
        self.case.refresh_from_db()
        return self.case

    def later(self) -> AbstractContextManager[None]:
        """Some minutes after what the current step did last."""
        self._moment += self.pause * (0.5 + self.times.random() / 2)
        return clock.at(self._moment)

    def _at(self, slot: Slot, step: Callable[[], object]) -> None:
        self._moment, self.pause = slot.start, slot.pause
        with clock.at(slot.start):
            step()

    def _plan(self) -> Iterator[Step]:
        story = self.story
        end = story.closure.days_ago if story.closure else 0.0
        stops = route(story)
        for number, stop in enumerate(stops):
            yield stop.ago, partial(steps.enter, self, stop.state)
            if stop.state is State.ANALYSIS:
                # The state after this one, or the end of the story, waits for the answers.
                until = stops[number + 1].ago if number + 1 < len(stops) else end
                yield (stop.ago + until) / 2, partial(screened.answer, self)
        for number, one in enumerate(story.notes):
            yield self._inside(one.days_ago - 0.05 * number, end), partial(self._note, one.text)
        for shared in story.disclosures:
            yield from self._sharing(shared, end)
        for held in story.reviews:
            yield self._inside(held.days_ago, end), partial(self._review, held)
        yield from self._endings(end)

    def _sharing(self, shared: StoryDisclosure, end: float) -> Iterator[Step]:
        made: list[Disclosure] = []
        given = self._inside(shared.days_ago, end)
        yield given, lambda: made.append(self._share(shared))
        if shared.withdrawn_days_ago is not None:
            ago = max(min(shared.withdrawn_days_ago, given - 0.01), end + 0.12)
            yield ago, lambda: self._withdraw(made[0])

    def _endings(self, end: float) -> Iterator[Step]:
        story = self.story
        if any(measure.outcome for measure in story.measures):
            yield end + 0.1, self._finish_measures
        if story.state is State.FOLLOW_UP:
            ages = LATE if story.overdue else RUNNING
            yield ages[State.FOLLOW_UP], partial(steps.move, self, State.FOLLOW_UP)
        if story.closure is not None:
            yield story.closure.days_ago, self._close
        if story.state is State.AFTERCARE and story.closure is not None:
            yield story.closure.days_ago - 0.1, partial(steps.move, self, State.AFTERCARE)

    def _inside(self, ago: float, end: float) -> float:
        """Between the registration and the end of the case."""
        return max(
            min(ago, self.story.days_ago - 0.1 - self.random.random() / 20), end + 0.15, 0.01
        )

    def _note(self, text: str) -> None:
        kind = self.random.choice([NoteKind.CALL, NoteKind.MEETING, NoteKind.INTERNAL])
        actions.write_note(by=self.by, case=self.case, kind=kind, text=text)

    def _share(self, shared: StoryDisclosure) -> Disclosure:
        offered = [item.key for item in shareable_items(self.case)]
        return actions.share(
            by=self.by,
            case=self.case,
            items=offered[: shared.items],
            legal_basis=shared.basis,
            necessity=shared.necessity,
            expires_on=add_months(clock.today(), shared.months),
            acknowledged=True,
            consent_recorded=True,
            citizen_informed=Tristate.YES,
        )

    def _withdraw(self, made: Disclosure) -> None:
        actions.withdraw(by=self.by, disclosure=made, reason=texts.WITHDRAWN)

    def _review(self, held: StoryReview) -> None:
        if self.case.state == State.ACTIVE:
            steps.move(self, State.FOLLOW_UP)
        with self.later():
            actions.review(
                by=self.by,
                case=self.case,
                held_on=clock.today(),
                change=held.text,
                citizen_view=texts.CITIZEN_VIEW,
                decision=held.decision,
            )
        if self.case.measures.filter(status__in=OPEN_MEASURES).exists():
            steps.move(self, State.ACTIVE)

    def _finish_measures(self) -> None:
        for told, measure in zip(
            self.story.measures, self.case.measures.order_by("at", "pk"), strict=True
        ):
            if told.outcome is None or measure.status not in OPEN_MEASURES:
                continue
            with self.later():
                actions.update_measure(
                    by=self.by,
                    measure=measure,
                    version=measure.version,
                    status=told.status,
                    goal=measure.goal,
                    owner_name=measure.owner_name,
                    frequency=Frequency(measure.frequency),
                    outcome=told.outcome,
                )

    def _close(self) -> None:
        closure = self.story.closure
        if closure is None:
            return
        if self.case.subject.under_18(clock.today()) and not self.case.notice:
            self.case = actions.decide_notice(
                by=self.by,
                case=self.case,
                version=self._version(),
                decision=NoticeDecision.KNOWN,
                reason=texts.NOTICE,
            )
        with self.later():
            self.case = actions.close(
                by=self.by,
                case=self.case,
                version=self._version(),
                reason=closure.reason,
                assessment=closure.assessment,
                answers=dict.fromkeys(FindingKey, texts.CLOSING_ANSWER),
                handover=texts.HANDOVER if closure.reason == "moved" else "",
            )

    def _version(self) -> int:
        self.case.refresh_from_db()
        return self.case.version
