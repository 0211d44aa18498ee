"""Run an exercise: begin, pause, give injects, end; and write and correct its log."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from knowledge.exercises.actions.rows import hold, one_at_a_time, store
from knowledge.exercises.choices import TYPED, EntrySort, ExerciseStatus, Move
from knowledge.exercises.models import Entry, Exercise
from knowledge.exercises.policies import (
    WAYS,
    check_can_lead,
    check_can_log,
    check_not_called_off,
    moment,
)
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.errors import Conflict, Invalid, Refused
from stopext.audit.record import note


@transaction.atomic
def move(*, by: Actor, pk: UUID, to: Move, step: int = 0) -> Exercise:
    """Press a button of the run; nothing when that was done already. ``step``: which inject is to
    be given, so that two who press at once give one.

    Raises:
        Refused: the role may not, or the run is not where the button leads on from.
    """
    check_can_lead(by)
    row = hold(by, Exercise, pk)
    done = _give(by, row, step) if to is Move.NEXT else _go(by, row, to)
    if done:
        note("exercise.run", "exercises.exercise", row.pk, details={"move": str(to)})
    return row


def _go(by: Actor, row: Exercise, to: Move) -> bool:
    begin, end = WAYS[to]
    if row.status == end:
        return False
    if row.status not in begin:
        raise Refused(_("Øvelsen er et andet sted i forløbet nu. Se siden igen."))
    now = clock.now()
    values: dict[str, Any] = {"status": end}
    if row.paused_at is not None:
        away = int((now - row.paused_at).total_seconds())
        values |= {"paused_at": None, "paused_seconds": row.paused_seconds + away}
    if to is Move.START:
        values["begun_at"] = now
    elif to is Move.PAUSE:
        values["paused_at"] = now
    elif to is Move.FINISH:
        values["ended_at"] = now
    if to is Move.FINISH:  # the log is closed by the end
        _tell(by, row, EntrySort.EVENT, _WORDS[to]())
    store(row, values)
    if to is not Move.FINISH:
        _tell(by, row, EntrySort.EVENT, _WORDS[to]())
    if to is Move.START:
        _give(by, row, 1)
    return True


_WORDS = {
    Move.START: lambda: _("Øvelsen begyndte."),
    Move.PAUSE: lambda: _("Pause."),
    Move.RESUME: lambda: _("Øvelsen fortsatte."),
    Move.FINISH: lambda: _("Øvelsen sluttede."),
}


def _give(by: Actor, row: Exercise, step: int) -> bool:
    if row.status != ExerciseStatus.RUNNING:
        raise Refused(_("Øvelsen er ikke i gang. Begynd eller fortsæt den først."))
    if step != row.step + 1 or step > len(row.injects):
        return False
    store(row, {"step": step})
    _tell(by, row, EntrySort.INJECT, row.injects[step - 1]["text"])
    return True


def _tell(by: Actor, row: Exercise, sort: EntrySort, text: str) -> None:
    now = clock.now()
    _entry(by, row, at=now, sort=sort, text=text, root=uuid4(), number=0)


def _entry(by: Actor, row: Exercise, **values: Any) -> Entry:
    made = Entry(
        municipality_id=row.municipality_id,
        exercise=row,
        by_name=by.name,
        made_at=clock.now(),
        **values,
    )
    made.save(force_insert=True)
    return made


@transaction.atomic
def log(*, by: Actor, pk: UUID, at: time | None, sort: EntrySort, text: str) -> Entry:
    """A line of the log, with the time of the event; now when none is given.

    Raises:
        Refused: the role may not, or the exercise is not being run.
        Invalid: the time cannot be.
    """
    check_can_log(by)
    row: Exercise = Exercise.objects.for_actor(by).get(pk=pk)
    if not row.is_open:
        raise Refused(_("Øvelsen er ikke i gang. Loggen tager ikke imod nye linjer."))
    _check_sort(sort)
    made = _entry(by, row, at=_moment(row, at), sort=sort, text=text, root=uuid4(), number=0)
    note("exercise.log", "exercises.entry", made.pk)
    return made


@transaction.atomic
def correct(
    *, by: Actor, root: UUID, version: int, at: time | None, sort: EntrySort, text: str
) -> Entry:
    """A line that was wrong; what stood there can still be read. Nothing when it stands so already.

    Raises:
        Refused: the role may not, the exercise was called off, or the run itself wrote the line.
        ObjectDoesNotExist: there is none. Conflict: corrected since ``version``.
        Invalid: the time cannot be.
    """
    check_can_log(by)
    one_at_a_time(root)
    lines = Entry.objects.for_actor(by).filter(root=root).select_related("exercise")
    now: Entry = lines.order_by("-number")[:1].get()
    check_not_called_off(now.exercise)
    if now.sort not in TYPED:
        raise Refused(_("Linjen er skrevet af forløbet selv og kan ikke rettes."))
    _check_sort(sort)
    moved = now.at if at is None else _moment(now.exercise, at)
    values: dict[str, Any] = {"at": moved if _minute(moved) != _minute(now.at) else now.at}
    values |= {"sort": sort, "text": text}
    if all(getattr(now, name) == value for name, value in values.items()):
        return now
    if now.number != version:
        raise Conflict(_("En anden har rettet den samme linje, mens du skrev."))
    made = _entry(by, now.exercise, root=root, number=now.number + 1, **values)
    note("exercise.correct", "exercises.entry", made.pk)
    return made


def _check_sort(sort: EntrySort) -> None:
    if sort not in TYPED:
        raise Invalid(_("Vælg, hvad linjen er."), "sort")


def _moment(row: Exercise, at: time | None) -> datetime:
    now = clock.now()
    return now if at is None else moment(row, at, now)


def _minute(at: datetime) -> datetime:
    return at.replace(second=0, microsecond=0)
