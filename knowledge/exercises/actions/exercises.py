"""Plan an exercise, change it, call it off, and say how it went."""

from __future__ import annotations

from datetime import date, time
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from knowledge.exercises.actions.rows import hold, save, store
from knowledge.exercises.choices import ExerciseStatus
from knowledge.exercises.models import Exercise, Scenario
from knowledge.exercises.policies import (
    check_can_lead,
    check_not_called_off,
    check_planned,
    evaluation_fault,
)
from stopext.access.actor import Actor
from stopext.access.errors import Invalid, Refused
from stopext.audit.record import note


@transaction.atomic
def plan_exercise(
    *,
    by: Actor,
    scenario: Scenario,
    on: date,
    starts: time | None,
    place: str,
    participants: list[str],
) -> Exercise:
    """An exercise of a scenario, whose text is copied: what is exercised does not change under it.

    Raises:
        Refused: the role may not.
    """
    check_can_lead(by)
    made = Exercise(
        municipality_id=by.authority_id,
        scenario=scenario,
        title=scenario.title,
        aim=scenario.aim,
        injects=scenario.injects,
        questions=scenario.questions,
        look_at=scenario.points,
        on=on,
        starts=starts,
        place=place,
        participants=participants,
    )
    made.save(force_insert=True)
    note("exercise.plan", "exercises.exercise", made.pk)
    return made


@transaction.atomic
def change_exercise(*, by: Actor, pk: UUID, version: int, **values: Any) -> Exercise:
    """When, where and with whom; until it begins.

    Raises:
        Refused: the role may not, or it has begun or was called off.
        Conflict: changed since ``version``.
    """
    check_can_lead(by)
    row = hold(by, Exercise, pk)
    check_planned(row)
    save(row, version, values, "exercise.change")
    return row


@transaction.atomic
def call_off(*, by: Actor, pk: UUID, reason: str) -> Exercise:
    """It is not held, or not held to its end; nothing when it was called off so already.

    Raises:
        Refused: the role may not, it was held, or a colleague called it off.
        Invalid: for no reason.
    """
    check_can_lead(by)
    if not reason.strip():
        raise Invalid(_("Skriv, hvorfor øvelsen aflyses."), "reason")
    row = hold(by, Exercise, pk)
    if row.status == ExerciseStatus.DONE:
        raise Refused(_("Øvelsen er holdt og kan ikke aflyses."))
    if row.status == ExerciseStatus.CALLED_OFF:
        if row.reason != reason:
            raise Refused(_("En kollega har aflyst øvelsen imens."))
    else:
        store(row, {"status": ExerciseStatus.CALLED_OFF, "reason": reason})
        note("exercise.call_off", "exercises.exercise", row.pk)
    return row


@transaction.atomic
def evaluate(*, by: Actor, pk: UUID, version: int, worked: str, missing: str) -> Exercise:
    """What went well and what was missing; with it an exercise that is ended counts.

    Raises:
        Refused: the role may not, or it was not held.
        Invalid: nothing is said.
        Conflict: changed since ``version``.
    """
    check_can_lead(by)
    if fault := evaluation_fault(worked, missing):
        raise Invalid(fault, "worked")
    row = hold(by, Exercise, pk)
    check_not_called_off(row)
    save(row, version, {"worked": worked, "missing": missing}, "exercise.evaluate")
    return row
