"""What a plan's deeds turn away, and what they pass over."""

from __future__ import annotations

from typing import Any

import pytest

from knowledge.plans import actions
from knowledge.plans.exchange.filling import VISION
from knowledge.plans.exchange.shapes import Foreign, Piece, Sent
from knowledge.plans.models import Borrowing, Goal, Plan
from knowledge.plans.sorts import SORTS
from stopext.access import clock
from stopext.access.errors import Conflict, Invalid
from stopext.access.roles import Role
from tests.matrix.plans import plan_begun, publish
from tests.support.rows import rows_of
from tests.support.world import NEIGHBOUR, Person, World


def adopted(leader: Person, draft: Plan) -> None:
    with leader.acts():
        actions.adopt(by=leader.actor, draft=draft, adopted_on=clock.today(), adopted_by="x")


def test_nothing_is_revised_where_no_plan_is_public(lead: Person) -> None:
    with lead.acts(), pytest.raises(Invalid, match="ingen offentlig plan"):
        actions.revise(by=lead.actor)


def test_a_file_of_an_earlier_draft_goes_into_no_later_one(lead: Person, leader: Person) -> None:
    publish(lead, leader)
    with lead.acts():
        earlier = rows_of(Plan).get()
        actions.revise(by=lead.actor)
        sent = Sent(name="x", lines=[], faults=[])
        foreign: Any = Foreign(name="x", pieces=[], faults=[])
        with pytest.raises(Conflict, match="en anden"):
            actions.take_over_workbook(by=lead.actor, draft=earlier, sent=sent, chosen={})
        with pytest.raises(Conflict, match="en anden"):
            actions.fill_from_file(by=lead.actor, draft=earlier, foreign=foreign, places={})


def test_the_vision_of_a_file_fills_an_empty_one(lead: Person) -> None:
    with lead.acts():
        draft = plan_begun(lead)
        piece = Piece(where="1", heading="Vision", text="Ingen unge alene.", place=VISION)
        foreign = Foreign(name="x", pieces=[piece], faults=[])
        actions.fill_from_file(by=lead.actor, draft=draft, foreign=foreign, places={0: VISION})
        assert rows_of(Plan).get().vision == "Ingen unge alene."


def test_credit_ends_with_the_part_that_was_borrowed(
    world: World, lead: Person, leader: Person
) -> None:
    publish(world.person(NEIGHBOUR, Role.COORDINATOR), world.person(NEIGHBOUR, Role.LEADER))
    publish(lead, leader)
    goals = SORTS["maal"]
    with lead.acts():
        draft = actions.revise(by=lead.actor)
        # Written in the same words, which nobody borrows twice.
        own = rows_of(Goal).get(plan=draft)
        actions.remove_part(by=lead.actor, sort=goals, pk=own.pk)
        origin = Goal.objects.public().get(municipality_id=NEIGHBOUR).pk
        made = actions.borrow_part(by=lead.actor, sort=goals, under=draft.pk, origin=origin)
        actions.remove_part(by=lead.actor, sort=goals, pk=made.pk)
    adopted(leader, draft)

    with lead.acts():
        assert not rows_of(Borrowing).exists()
