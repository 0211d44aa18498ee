"""Learning points, and how one becomes a task of the plan: once, where it belongs."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.exceptions import ObjectDoesNotExist

from knowledge.exercises import actions
from knowledge.exercises.choices import Move
from knowledge.exercises.logbook import actions_to_choose, points_of
from knowledge.exercises.models import Exercise, Point
from knowledge.plans import actions as plans
from knowledge.plans.models import Action, Task
from stopext.access import clock
from stopext.access.errors import Conflict, Invalid, Refused
from tests.knowledge.exercises.conftest import planned
from tests.matrix.plans import publish
from tests.support.rows import rows_of
from tests.support.world import Person


def held(by: Person) -> Exercise:
    row = planned(by)
    for to in (Move.START, Move.FINISH):
        with by.acts():
            row = actions.move(by=by.actor, pk=row.pk, to=to)
    return row


def point(by: Person, row: Exercise, action: UUID | None) -> Point:
    said: dict[str, Any] = {"text": "Prøv alarmen", "owner": "Sikkerhedsansvarlig"}
    with by.acts():
        due = clock.today() + timedelta(days=30)
        return actions.add_point(by=by.actor, pk=row.pk, due_on=due, action=action, **said)


def test_a_point_becomes_one_task_of_the_plan(lead: Person, leader: Person) -> None:
    publish(lead, leader)
    with lead.acts():
        ((key, _title),) = actions_to_choose(lead.actor)
    row = held(lead)
    made = point(lead, row, key)
    with lead.acts():
        first = actions.make_task(by=lead.actor, pk=made.pk)
        again = actions.make_task(by=lead.actor, pk=made.pk)
    assert (first.pk, first.text, first.owner, first.due_on) == (
        again.pk,
        "Prøv alarmen",
        "Sikkerhedsansvarlig",
        made.due_on,
    )
    with lead.acts():
        (learned,) = points_of(lead.actor, row)
        assert learned.task == first
        assert getattr(learned.action, "pk", None) == key
        plans.remove_task(by=lead.actor, pk=first.pk)
        assert points_of(lead.actor, row)[0].task is None
        anew = actions.make_task(by=lead.actor, pk=made.pk)
        assert anew.pk != first.pk
        assert rows_of(Task).filter(text="Prøv alarmen", is_removed=False).count() == 1


def test_without_an_action_it_is_no_task(lead: Person, leader: Person) -> None:
    publish(lead, leader)
    row = held(lead)
    with lead.acts():
        draft = plans.revise(by=lead.actor)
        gone = rows_of(Action).get(plan=draft).pk
    made, lost = point(lead, row, None), point(lead, row, gone)
    with leader.acts():
        plans.discard_draft(by=leader.actor, draft=draft)
    with lead.acts():
        with pytest.raises(Invalid, match="Vælg først"):
            actions.make_task(by=lead.actor, pk=made.pk)
        with pytest.raises(Refused, match="fjernet fra planen"):
            actions.make_task(by=lead.actor, pk=lost.pk)
        now = actions.change_point(
            by=lead.actor, pk=made.pk, version=0, action=rows_of(Action).get().pk
        )
        assert now.edits == 1
        with pytest.raises(Conflict):
            actions.change_point(by=lead.actor, pk=made.pk, version=0, text="x")
        assert actions.make_task(by=lead.actor, pk=made.pk).action_id == now.action


def test_a_draft_is_chosen_from_where_no_plan_is_in_force(lead: Person, leader: Person) -> None:
    with lead.acts():
        assert actions_to_choose(lead.actor) == []
    plan = publish(lead, leader)
    with lead.acts():
        plans.revise(by=lead.actor)
        chosen = [key for key, _title in actions_to_choose(lead.actor)]
        assert chosen == list(rows_of(Action).filter(plan=plan).values_list("pk", flat=True))


def test_nothing_is_learned_of_what_was_not_held_and_a_point_is_removed(
    lead: Person, worker: Person
) -> None:
    row = planned(lead)
    with pytest.raises(Refused, match="ikke holdt"):
        point(lead, row, None)
    made = point(lead, held(lead), None)
    with worker.acts(), pytest.raises(Refused, match="Kun tovholder"):
        actions.remove_point(by=worker.actor, pk=made.pk)
    with lead.acts():
        actions.remove_point(by=lead.actor, pk=made.pk)
        assert not rows_of(Point).exists()
        with pytest.raises(ObjectDoesNotExist):
            actions.remove_point(by=lead.actor, pk=made.pk)
