"""What was learned: write it down, and make it a task of the plan."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.utils.translation import gettext as _

from knowledge.exercises.actions.rows import hold, save, store
from knowledge.exercises.models import Exercise, Point
from knowledge.exercises.policies import check_can_lead, check_not_called_off
from knowledge.plans import actions as plans
from knowledge.plans.models import Action, Task
from stopext.access.actor import Actor
from stopext.access.errors import Invalid, Refused
from stopext.audit.record import note


@transaction.atomic
def add_point(*, by: Actor, pk: UUID, **values: Any) -> Point:
    """One more learning point of an exercise that has begun.

    Raises:
        Refused: the role may not, or it was not held.
    """
    check_can_lead(by)
    row = hold(by, Exercise, pk)
    check_not_called_off(row)
    made = Point(municipality_id=row.municipality_id, exercise=row, **values)
    made.save(force_insert=True)
    note("exercise.point", "exercises.point", made.pk)
    return made


@transaction.atomic
def change_point(*, by: Actor, pk: UUID, version: int, **values: Any) -> Point:
    """What, who and when; the task it became is changed in the plan.

    Raises:
        Refused: the role may not. Conflict: changed since ``version``.
    """
    check_can_lead(by)
    row = hold(by, Point, pk)
    save(row, version, values, "exercise.point_change")
    return row


@transaction.atomic
def remove_point(*, by: Actor, pk: UUID) -> None:
    """Remove a learning point; a task that it became stays in the plan.

    Raises:
        Refused: the role may not. ObjectDoesNotExist: it is gone.
    """
    check_can_lead(by)
    row = hold(by, Point, pk)
    note("exercise.point_remove", "exercises.point", row.pk)
    Point.objects.for_actor(by).filter(pk=row.pk).delete()


@transaction.atomic
def make_task(*, by: Actor, pk: UUID) -> Task:
    """Put a learning point among the tasks of the plan; the task that is there when it was done.

    Raises:
        Refused: the role may not, or the action is not part of the plan any more.
        Invalid: no action of the plan is chosen.
    """
    check_can_lead(by)
    row = hold(by, Point, pk)
    there: Task | None = Task.objects.for_actor(by).filter(pk=row.task, is_removed=False).first()
    if there is not None:
        return there
    if row.action is None:
        raise Invalid(_("Vælg først, hvilken handling i planen opgaven hører til."), "action")
    try:
        action = Action.objects.for_actor(by).get(pk=row.action, municipality_id=by.authority_id)
        made = plans.add_task(
            by=by, action=action, text=row.text, owner=row.owner, due_on=row.due_on
        )
    except ObjectDoesNotExist as gone:
        raise Refused(_("Handlingen er fjernet fra planen. Vælg en anden.")) from gone
    store(row, {"task": made.pk})
    return made
