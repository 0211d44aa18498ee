"""When the steps of a story happened, from its ages in days."""

from __future__ import annotations

from dataclasses import dataclass

from casework.demo.loader import Story
from casework.rules.codes import ClosureReason
from casework.rules.workflow import State

MAIN = (
    State.ASSESSMENT,
    State.GATHERING,
    State.ANALYSIS,
    State.RECOMMENDATION,
    State.ACTIVE,
)
#: Days since a state was entered, while its clock still runs and after it has run out.
RUNNING: dict[State, float] = {
    State.ASSESSMENT: 0.4,
    State.NOTIFIED: 2.2,
    State.GATHERING: 6.2,
    State.ANALYSIS: 5.2,
    State.RECOMMENDATION: 2.2,
    State.FOLLOW_UP: 3.2,
    State.PAUSED: 12.2,
    State.POLICE: 9.2,
}
LATE: dict[State, float] = {
    State.ASSESSMENT: 10.4,
    State.NOTIFIED: 10.6,
    State.GATHERING: 18.2,
    State.ANALYSIS: 19.2,
    State.ACTIVE: 97.2,
    State.FOLLOW_UP: 99.2,
    State.PAUSED: 33.2,
}


@dataclass(frozen=True, slots=True)
class Stop:
    """A state entered ``ago`` days ago."""

    state: State
    ago: float


def route(story: Story) -> list[Stop]:
    """States of a story after "Modtaget", up to the one before closing, oldest first."""
    states = _states(story)
    if not states:
        return []
    last = _last(story, states[-1])
    step = (story.days_ago - 0.2 - last) / len(states)
    return [
        Stop(state, last + step * (len(states) - 1 - number)) for number, state in enumerate(states)
    ]


def is_urgent(story: Story) -> bool:
    """Whether a child's 24 hours are running."""
    minor = story.age < 18 and story.state in {State.RECEIVED, State.ASSESSMENT}
    return minor and not story.overdue


def _states(story: Story) -> list[State]:
    if story.measures or story.state in {State.ACTIVE, State.FOLLOW_UP}:
        return list(MAIN)
    if story.closure is not None:
        early = story.closure.reason in {ClosureReason.MISTAKEN, ClosureReason.DUPLICATE}
        return [] if early else [State.ASSESSMENT]
    if story.state is State.RECEIVED:
        return []
    if story.state is State.PAUSED:
        return [State.ASSESSMENT, State.GATHERING, State.PAUSED]
    if story.state in MAIN:
        return list(MAIN[: MAIN.index(story.state) + 1])
    return [State.ASSESSMENT, story.state]


def _last(story: Story, state: State) -> float:
    """Days since the last of the states was entered."""
    begun = story.days_ago - 0.2
    if story.measures:
        started = max(measure.started_days_ago for measure in story.measures) + 0.1
        late = LATE[State.ACTIVE] if story.overdue and story.state is State.ACTIVE else 0
        return min(begun * 0.97, max(started, late))
    if story.closure is not None:
        return (story.days_ago + story.closure.days_ago) / 2
    ages = LATE if story.overdue else RUNNING
    return min(begun * 0.97, ages[state])
