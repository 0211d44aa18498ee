"""An exercise that is run and one that is planned, and a card that nobody has approved."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from knowledge.exercises import actions
from knowledge.exercises.choices import EntrySort, Move
from knowledge.exercises.models import Scenario
from stopext.access import clock
from tests.matrix.courses import Keys, Texts
from tests.support.world import Person


def publish_card(lead: Person, leader: Person) -> Keys:
    """A card that everybody may read."""
    said = {"audience": "Skoler", "steps": ["Ring"], "attention": [], "owner": "SSP"}
    with lead.acts():
        card = actions.write_card(by=lead.actor, uses=["centre"], **said)
    with leader.acts():
        actions.approve_card(by=leader.actor, pk=card.pk, version=0, is_public=True)
    return {"exercise_public_card": card.pk}


def plant(lead: Person, text: Texts, action: object) -> Keys:
    """Everything of one municipality, every text a canary; ``action`` of its plan."""
    with lead.acts():
        run, planned = (
            actions.plan_exercise(
                by=lead.actor,
                scenario=Scenario.objects.get(key="manifest"),
                on=clock.today(),
                starts=None,
                place=text("plan"),
                participants=[text("plan")],
            )
            for _time in range(2)
        )
        actions.move(by=lead.actor, pk=run.pk, to=Move.START)
        line = actions.log(
            by=lead.actor, pk=run.pk, at=None, sort=EntrySort.DECISION, text=text("plan")
        )
        point = actions.add_point(
            by=lead.actor,
            pk=run.pk,
            text=text("plan"),
            owner=text("plan"),
            due_on=clock.today() + timedelta(days=30),
            action=UUID(str(action)),
        )
        card = actions.write_card(
            by=lead.actor,
            audience=text("plan"),
            steps=[text("plan")],
            attention=[text("plan")],
            uses=["centre"],
            owner=text("plan"),
        )
        written = actions.evaluate(
            by=lead.actor, pk=run.pk, version=2, worked=text("plan"), missing=text("plan")
        )
    return {
        "exercise": written.pk,
        "exercise_planned": planned.pk,
        "exercise_entry": line.root,
        "exercise_point": point.pk,
        "exercise_card": card.pk,
    }
