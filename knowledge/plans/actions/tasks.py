"""Tasks of an action: add, change, mark as done, remove; and what is internal follows the work."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from knowledge.plans.actions.rows import own_plans, save
from knowledge.plans.choices import PlanStatus
from knowledge.plans.models import Action, Goal, Indicator, InternalNote, Plan, Task
from knowledge.plans.policies import check_can_write
from knowledge.plans.work import at_work
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.errors import Refused
from stopext.audit.record import note


@transaction.atomic
def add_task(
    *, by: Actor, action: Action, text: str, owner: str = "", due_on: date | None = None
) -> Task:
    """One more task of an action, in a draft or in the plan in force, where it is shared.

    Raises:
        Refused: the role may not, or the action was left out of the plan in force.
        ObjectDoesNotExist: the action is not the actor's own.
    """
    _hold_plans(by)
    rows = Action.objects.for_actor(by).filter(municipality_id=by.authority_id)
    home = at_work(by, rows.get(pk=action.pk))
    if home.plan.status == PlanStatus.ARCHIVED:
        raise Refused(_("Handlingen er ikke med i den version, der gælder nu."))
    made = Task(
        municipality_id=home.municipality_id,
        plan_id=home.plan_id,
        action=home,
        text=text,
        owner=owner,
        due_on=due_on,
    )
    made.save(force_insert=True)
    note("plan.task", "plans.task", made.pk)
    return made


@transaction.atomic
def change_task(
    *, by: Actor, pk: UUID, version: int, text: str, owner: str, due_on: date | None
) -> Task:
    """What is to be done, by whom and when; nothing when it is stored so already.

    Raises:
        Refused: the role may not. ObjectDoesNotExist: it is gone.
        Conflict: changed since ``version``.
    """
    row = _own(by, pk)
    save(row, version, {"text": text, "owner": owner, "due_on": due_on}, "plan.task_change")
    return row


@transaction.atomic
def mark_task(*, by: Actor, pk: UUID, done: bool) -> Task:
    """The task is done, today and by the actor; or it is open again. Nothing when it is so already.

    Raises:
        Refused: the role may not. ObjectDoesNotExist: it is gone.
    """
    row = _own(by, pk)
    if bool(row.done_on) is not done:
        values = {
            "done_on": clock.today() if done else None,
            "done_by_name": by.name if done else "",
        }
        save(row, row.edits, values, "plan.task_done", done=done)
    return row


@transaction.atomic
def remove_task(*, by: Actor, pk: UUID) -> None:
    """Remove a task; its row goes when the plan is published.

    Raises:
        Refused: the role may not. ObjectDoesNotExist: it is gone.
    """
    row = _own(by, pk)
    note("plan.task_remove", "plans.task", row.pk)
    row.is_removed = True
    row.save(update_fields=["is_removed"])


def carry_over(by: Actor, before: Plan | None, now: Plan) -> None:
    """What is internal follows the parts from the version ``before`` to the one in force ``now``;
    what hangs on a part that was removed goes."""
    Task.objects.for_actor(by).filter(is_removed=True).delete()
    kept, moved = set(), {}
    for model in (Goal, Action, Indicator):
        rows = model.objects.for_actor(by).filter(plan=now)
        for key, origin in rows.order_by().values_list("pk", "origin"):
            kept.add(key)
            moved[origin] = key
    links: tuple[tuple[Any, str], ...] = ((InternalNote, "part"), (Task, "action_id"))
    for table, link in links:
        for row in table.objects.for_actor(by).filter(plan__in=filter(None, (before, now))):
            key = getattr(row, link)
            if key in kept:
                continue
            if key not in moved:
                table.objects.for_actor(by).filter(pk=row.pk).delete()
                continue
            setattr(row, link, moved[key])
            row.plan_id = now.pk
            row.save(update_fields=[link, "plan_id"])


def _hold_plans(by: Actor) -> None:
    """Nobody begins or adopts a version meanwhile."""
    check_can_write(by)
    list(own_plans(by).filter(is_public=False).select_for_update())


def _own(by: Actor, pk: UUID) -> Task:
    _hold_plans(by)
    rows = Task.objects.for_actor(by).select_for_update()
    row: Task = rows.get(pk=pk, is_removed=False)
    return row
