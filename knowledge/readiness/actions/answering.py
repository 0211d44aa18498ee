"""Begin a self-assessment, answer it theme by theme, and lock it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from knowledge.plans import actions as plan_actions
from knowledge.plans.models import Action, Goal, Plan
from knowledge.plans.sorts import SORTS
from knowledge.readiness.models import Answer, Assessment
from knowledge.readiness.policies import check_all_answered, check_can_write
from knowledge.readiness.questions import Statement, Theme, newest
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.errors import Conflict, Refused
from stopext.audit.record import note

#: Of one statement: level, note and link.
Said = Mapping[str, Mapping[str, str]]


def begin(*, by: Actor) -> Assessment:
    """The municipality's open self-assessment: a new one with the newest questionnaire, or the one
    that is there, perhaps since a moment ago.

    Raises:
        Refused: the role may not.
    """
    check_can_write(by)
    try:
        with transaction.atomic():
            made = Assessment(
                municipality_id=by.authority_id,
                questionnaire_number=newest().number,
                started_by_name=by.name,
            )
            made.save(force_insert=True)
            for each in newest().statements():
                row = Answer(municipality_id=by.authority_id, assessment=made, statement=each.code)
                row.save(force_insert=True)
            note("readiness.begin", "readiness.assessment", made.pk)
            return made
    except IntegrityError:
        found: Assessment = Assessment.objects.for_actor(by).get(is_locked=False)
        return found


@transaction.atomic
def answer(*, by: Actor, assessment: Assessment, theme: Theme, version: int, said: Said) -> int:
    """What is said of the statements of a theme, finished or not; answers the version that is
    stored now. Nothing happens when all of it is stored already.

    Raises:
        Refused: the role may not, or it is locked.
        ObjectDoesNotExist: it is not the actor's own.
        Conflict: something of the theme was changed since ``version``, which counts them all.
    """
    row = _hold_open(by, assessment.pk)
    codes = [one.code for one in theme.statements]
    answers = list(Answer.objects.for_actor(by).filter(assessment=row, statement__in=codes))
    changed = [one for one in answers if _differs(one, said[one.statement])]
    stored: int = sum(one.edits for one in answers)
    if not changed:
        return stored
    if stored != version:
        raise Conflict(_("Det samme er ændret imens, af en kollega eller i et andet vindue."))
    for one in changed:
        for name, value in said[one.statement].items():
            setattr(one, name, value)
        one.edits += 1
        one.save(update_fields=["level", "note", "link", "edits"])
    note("readiness.answer", "readiness.assessment", row.pk, details={"theme": theme.code})
    return stored + len(changed)


@transaction.atomic
def lock(*, by: Actor, assessment: Assessment) -> Assessment:
    """Complete a self-assessment: it stands as it is from now on. Nothing when it is locked.

    Raises:
        Refused: the role may not. ObjectDoesNotExist: it is not the actor's own.
        Invalid: a statement has no answer.
    """
    check_can_write(by)
    rows = Assessment.objects.for_actor(by).filter(is_locked=False)
    row: Assessment | None = rows.select_for_update().filter(pk=assessment.pk).first()
    if row is None:
        kept: Assessment = Assessment.objects.for_actor(by).get(pk=assessment.pk)
        return kept
    blank = {*row.answers.filter(level="").values_list("statement", flat=True)}
    themes = row.questions.themes
    check_all_answered(
        theme.title for theme in themes if blank & {one.code for one in theme.statements}
    )
    row.is_locked, row.locked_at, row.locked_by_name = True, clock.now(), by.name
    row.save(update_fields=["is_locked", "locked_at", "locked_by_name"])
    note("readiness.lock", "readiness.assessment", row.pk)
    return row


@transaction.atomic
def plan_for(*, by: Actor, statement: Statement, title: str, goal: UUID | None) -> Action:
    """A new action in the municipality's draft, for a gap: under one of its goals, or under a new
    one that says what the statement says.

    Raises:
        Refused: the role may not, or there is no draft (any more).
        ObjectDoesNotExist: the goal is not of the draft.
    """
    check_can_write(by)
    draft = draft_of(by)
    if draft is None:
        raise Refused(_("Kommunen har ingen kladde. Den er måske offentliggjort imens."))
    if goal is None:
        values = {"text": statement.text, "level": statement.level}
        goal = plan_actions.add_part(by=by, sort=SORTS["maal"], under=draft.pk, values=values).pk
    level = Goal.objects.for_actor(by).get(plan=draft, pk=goal).level
    values = {"title": title, "level": level}
    made = plan_actions.add_part(by=by, sort=SORTS["handling"], under=goal, values=values)
    assert isinstance(made, Action)  # noqa: S101 (tells the type checker)
    return made


def draft_of(by: Actor) -> Plan | None:
    """The draft of the actor's own municipality, if it has one."""
    rows = Plan.objects.for_actor(by).filter(municipality_id=by.authority_id, is_public=False)
    found: Plan | None = rows.first()
    return found


def _hold_open(by: Actor, pk: Any) -> Assessment:
    check_can_write(by)
    # A locked row is nobody's to hold: the database lets it be read only.
    rows = Assessment.objects.for_actor(by).filter(is_locked=False)
    row: Assessment | None = rows.select_for_update().filter(pk=pk).first()
    if row is None:
        Assessment.objects.for_actor(by).get(pk=pk)
        raise Refused(_("Selvvurderingen er afsluttet imens og kan ikke ændres."))
    return row


def _differs(row: Answer, said: Mapping[str, str]) -> bool:
    return any(getattr(row, name) != value for name, value in said.items())
