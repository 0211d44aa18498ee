"""What is internal to the parts of a plan, and where it is kept.

It belongs to the work and not to a version: while a plan is revised, the draft's parts share what
hangs on the part of the plan in force that they were copied from.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from knowledge.plans.choices import IN_FORCE
from knowledge.plans.models import InternalNote, Override, Plan, Task
from stopext.access.actor import Actor


def at_work(actor: Actor, part: Any) -> Any:
    """The part that work on ``part`` hangs on: that of the plan in force which it was copied from,
    or which was copied from it; else itself."""
    rows = type(part).objects.for_actor(actor).filter(municipality_id=actor.authority_id)
    in_force = rows.filter(plan__status__in=IN_FORCE).select_related("plan")
    near = {part.pk, part.origin}
    found = in_force.filter(pk__in=near).first() or in_force.filter(origin=part.pk).first()
    return found or part


def internals_of(actor: Actor, part: Any) -> InternalNote:
    """What is internal to a part; a blank one when nothing is."""
    home = at_work(actor, part)
    found: InternalNote | None = InternalNote.objects.for_actor(actor).filter(part=home.pk).first()
    return found or InternalNote(
        part=home.pk, plan_id=home.plan_id, municipality_id=home.municipality_id
    )


def as_typed(actor: Actor, part: Any) -> dict[str, Any]:
    """The internal fields of a part's form, and the version that counts both sides."""
    beside = internals_of(actor, part)
    said = {name: getattr(beside, name) for name in part.internal}
    return {**said, "version": part.edits + beside.edits}


@dataclass(slots=True)
class Inside:
    """What is internal to one part."""

    note: InternalNote | None = None
    open: list[Task] = field(default_factory=list)
    done: list[Task] = field(default_factory=list)
    override: Override | None = None
    """How an action goes, as the municipality holds beside its dates."""


def inside(actor: Actor, plan: Plan) -> dict[Any, Inside]:
    """What is internal to the parts of a plan, by their keys. Three queries."""
    found: dict[Any, Inside] = defaultdict(Inside)
    for note in InternalNote.objects.for_actor(actor).filter(plan=plan):
        found[note.part].note = note
    for task in Task.objects.for_actor(actor).filter(plan=plan, is_removed=False):
        one = found[task.action_id]
        (one.done if task.done_on else one.open).append(task)
    for row in Override.objects.for_actor(actor).filter(plan=plan, ended_at=None):
        found[row.action_id].override = row
    return found


def tasks_of(actor: Actor, part: Any) -> Inside:
    """The tasks of an action."""
    home = at_work(actor, part)
    return inside(actor, home.plan)[home.pk]
