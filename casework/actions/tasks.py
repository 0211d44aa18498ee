"""Tasks of a case: given, changed, done, cancelled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.actions.assessing import required
from casework.actions.colleagues import who_read
from casework.actions.rows import lock_case, signed, touch
from casework.models import Case, Task
from casework.policies import Deed, check
from casework.queries.tasks import GIVEN
from casework.rules.tasks import Ahead, Every, TaskEnd, next_due
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.errors import Conflict, Invalid
from stopext.audit.record import note
from stopext.notifications.sending import notify

CHANGEABLE = ("text", "owner_user", "owner_name", "due_on", "remind", "every")
ENDED = ("ended_at", "ended_by", "ended_by_name", "end", "words", "version")
OVER = gettext_lazy("Opgaven er allerede løst eller aflyst.")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be done, by whom (``owner`` is a user), by when, and how she is reminded."""

    text: str
    owner: UUID
    due_on: date
    remind: Ahead
    every: Every | None = None


@transaction.atomic
def add_task(*, by: Actor, case: Case, wanted: Wanted) -> Task:
    """Give a task to a colleague who may read the case; she is told, unless she took it herself.

    Raises:
        Refused: the role may not. Invalid: no words, a day that has passed, or no such colleague.
    """
    row = lock_case(by, case)
    check(Deed.WORK, by, row)
    if wanted.due_on < clock.today():
        raise Invalid(_("Dagen er gået. Vælg i dag eller senere."), "due_on")
    made = Task(**signed(by, row))
    _fill(by, row, made, wanted)
    made.save(force_insert=True)
    touch(row)
    _tell(by, made)
    _note("task.add", row, made)
    return made


@transaction.atomic
def change_task(*, by: Actor, task: Task, version: int, wanted: Wanted) -> Task:
    """Change an open task; a colleague who gets it is told. Who owns it may stay so when she reads
    the case no longer.

    Raises:
        Conflict: it was changed or ended meanwhile. Refused: the role may not.
        Invalid: no words, a new day that has passed, no such colleague, or nothing changed.
    """
    row, mine = _locked(by, task)
    if mine.version != version or not mine.is_open:
        raise Conflict(_("En anden har ændret opgaven, mens du skrev."))
    before, owner = [getattr(mine, name) for name in CHANGEABLE], mine.owner_user
    if wanted.due_on != mine.due_on and wanted.due_on < clock.today():
        raise Invalid(_("Dagen er gået. Vælg i dag eller senere."), "due_on")
    _fill(by, row, mine, wanted)
    if [getattr(mine, name) for name in CHANGEABLE] == before:
        raise Invalid(_("Du har ikke ændret noget."))
    mine.version += 1
    mine.save(update_fields=[*CHANGEABLE, "version"])
    touch(row)
    if mine.owner_user != owner:
        _tell(by, mine)
    _note("task.change", row, mine)
    return mine


@transaction.atomic
def finish_task(*, by: Actor, task: Task, words: str = "") -> Task | None:
    """The task is done. One that comes back makes the next, which is answered.

    Raises:
        Refused: the role may not. Conflict: it has ended already.
    """
    row, mine = _locked(by, task)
    _end(by, mine, TaskEnd.DONE, words)
    following = _next(by, row, mine)
    touch(row)
    _note("task.finish", row, mine)
    return following


@transaction.atomic
def cancel_task(*, by: Actor, task: Task, reason: str) -> None:
    """The task is not to be done, and does not come back.

    Raises:
        Refused: the role may not. Conflict: it has ended already. Invalid: no reason.
    """
    row, mine = _locked(by, task)
    _end(by, mine, TaskEnd.CANCELLED, required(reason, _("Skriv, hvorfor."), "words"))
    touch(row)
    _note("task.cancel", row, mine)


def cancel_tasks(by: Actor, case: Case, reason: str) -> None:
    """All that are open in a case that the caller has locked and ends; its event tells of it."""
    rows = Task.objects.for_actor(by).filter(case=case, ended_at__isnull=True)
    for task in rows.order_by("pk").select_for_update(of=("self",)):
        _end(by, task, TaskEnd.CANCELLED, reason)


def _locked(by: Actor, task: Task) -> tuple[Case, Task]:
    row = lock_case(by, task.case)
    check(Deed.WORK, by, row)
    mine: Task = Task.objects.for_actor(by).select_for_update(of=("self",)).get(pk=task.pk)
    return row, mine


def _fill(by: Actor, case: Case, task: Task, wanted: Wanted) -> None:
    task.text = required(wanted.text, _("Skriv, hvad der skal gøres."), "text")
    task.due_on, task.remind, task.every = wanted.due_on, wanted.remind, wanted.every or ""
    if wanted.owner == task.owner_user:
        return
    found = who_read(by, case).filter(user_id=wanted.owner).first()
    if found is None:
        raise Invalid(_("Vælg en kollega på listen."), "owner")
    task.owner_user, task.owner_name = found.user_id, found.name


def _end(by: Actor, task: Task, end: TaskEnd, words: str) -> None:
    if not task.is_open:
        raise Conflict(str(OVER))
    task.ended_at, task.ended_by, task.ended_by_name = clock.now(), by.user_id, by.name
    task.end, task.words = end, words
    task.version += 1
    task.save(update_fields=ENDED)


def _next(by: Actor, case: Case, task: Task) -> Task | None:
    """Of one that comes back; its owner stays so."""
    if not task.every:
        return None
    following = Task(**signed(by, case))
    for name in CHANGEABLE:
        setattr(following, name, getattr(task, name))
    following.due_on = next_due(task.due_on, Every(task.every), clock.today())
    following.save(force_insert=True)
    return following


def _tell(by: Actor, task: Task) -> None:
    if task.owner_user == by.user_id:
        return
    occasion = f"{GIVEN} {task.version}"
    notify(
        "task",
        authority_id=task.municipality_id,
        to=[task.owner_user],
        about=task.pk,
        occasion=occasion,
    )


def _note(event: str, case: Case, task: Task) -> None:
    note(event, "casework.task", task.pk, subject_key=case.log_key)
