"""The log and the learning points of an exercise, as they are shown. A fixed number of queries."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from knowledge.exercises.choices import TYPED
from knowledge.exercises.models import Entry, Exercise, Point
from knowledge.plans.choices import PlanStatus
from knowledge.plans.models import Action, Task
from stopext.access.actor import Actor


@dataclass(slots=True)
class Line:
    """A line of the log as it counts, and what stood there before."""

    entry: Entry
    earlier: list[Entry] = field(default_factory=list)

    @property
    def can_be_corrected(self) -> bool:
        """Whether a person wrote it."""
        return self.entry.sort in TYPED


def newest_lines(actor: Actor, exercise: Exercise) -> list[Line]:
    """The log by the time of the events; of a line that was corrected the newest words."""
    rows = Entry.objects.for_actor(actor).filter(exercise=exercise).order_by("number")
    found: dict[UUID, Line] = {}
    for row in rows:
        line = found.setdefault(row.root, Line(row))
        if line.entry is not row:
            line.earlier.append(line.entry)
            line.entry = row
    return sorted(found.values(), key=lambda line: (line.entry.at, line.entry.made_at))


@dataclass(frozen=True, slots=True)
class Learned:
    """A learning point, the action it belongs to, and the task it became."""

    point: Point
    action: Action | None
    task: Task | None


def points_of(actor: Actor, exercise: Exercise) -> list[Learned]:
    """The learning points by their day."""
    points = list(Point.objects.for_actor(actor).filter(exercise=exercise))
    tasks = Task.objects.for_actor(actor).select_related("plan").filter(is_removed=False)
    by_task = tasks.in_bulk([one.task for one in points if one.task])
    actions = Action.objects.for_actor(actor).in_bulk([one.action for one in points if one.action])
    return [Learned(one, actions.get(one.action), by_task.get(one.task)) for one in points]


def actions_to_choose(actor: Actor) -> list[tuple[Any, str]]:
    """The actions that a task can belong to: of the plan in force, else of the draft."""
    rows = Action.objects.for_actor(actor).filter(municipality_id=actor.authority_id)
    rows = rows.exclude(plan__status=PlanStatus.ARCHIVED).order_by("-is_public", "position", "pk")
    found = list(rows.values_list("pk", "title", "is_public"))
    shown = [row for row in found if row[2]] or found
    return [(pk, title) for pk, title, _public in shown]
