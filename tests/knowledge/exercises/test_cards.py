"""Action cards: live contacts, the leader's approval, and what ends it."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError, transaction

from knowledge.exercises import actions
from knowledge.exercises.live import USES, contacts, plan_in_force, stale
from knowledge.exercises.models import Card
from stopext.access import clock
from stopext.access.errors import Conflict, Refused
from stopext.access.roles import Role
from tests.knowledge.conftest import as_public
from tests.matrix.plans import publish
from tests.support.rows import rows_of
from tests.support.world import HOME, NEIGHBOUR, Person, World

SAID: dict[str, Any] = {
    "audience": "Skoler",
    "steps": ["Tal med din leder", "Ring 112"],
    "attention": ["Bevar roen"],
    "uses": [use.value for use in USES],
    "owner": "Tovholder",
}


def written(by: Person, **changed: Any) -> Card:
    with by.acts():
        return actions.write_card(by=by.actor, **{**SAID, **changed})


def why(by: Person, pk: Any) -> list[str]:
    with by.acts():
        row = rows_of(Card).select_related("municipality").get(pk=pk)
        return stale(row, contacts(row, by.actor), plan_in_force(by.actor))


@pytest.fixture
def phones(superuser: psycopg.Connection) -> Any:
    """The coordinator and the notification service of the home municipality can be called."""
    for use, phone in (("coordinator", "11 11 11 11"), ("notification", "22 22 22 22")):
        superuser.execute(
            "update accounts_contact set phone = %s where authority_id = %s and use = %s",
            [phone, HOME, use],
        )
    yield superuser
    superuser.execute("update accounts_contact set phone = '' where authority_id = %s", [HOME])


def test_approval_holds_until_a_contact_or_the_plan_changes(
    lead: Person, leader: Person, phones: psycopg.Connection
) -> None:
    row = written(lead)
    assert why(leader, row.pk) == []
    with leader.acts():
        card = actions.approve_card(by=leader.actor, pk=row.pk, version=0, is_public=True)
    assert (card.approved_on, card.approved_by_name) == (clock.today(), leader.actor.name)
    assert why(leader, row.pk) == []

    phones.execute(
        "update accounts_contact set phone = '33' where authority_id = %s and use = 'coordinator'",
        [HOME],
    )
    (reason,) = why(leader, row.pk)
    assert "11 11 11 11" in reason
    publish(lead, leader)
    assert "revideret" in why(leader, row.pk)[0]
    with leader.acts():
        actions.approve_card(by=leader.actor, pk=row.pk, version=1, is_public=True)
    assert why(leader, row.pk) == []


def test_the_public_reads_public_contacts_of_a_public_card_only(
    lead: Person, leader: Person, phones: psycopg.Connection
) -> None:
    row, hidden = written(lead), written(lead, audience="Vagten")
    with leader.acts():
        actions.approve_card(by=leader.actor, pk=row.pk, version=0, is_public=True)
        marked = [line.use.value for line in contacts(row, leader.actor) if line.is_public]
    assert "coordinator" not in marked
    with as_public():
        (seen,) = Card.for_everybody(place=HOME)
        found = {line.use.value: line for line in contacts(seen, None)}
    assert seen.pk == row.pk != hidden.pk
    assert found["notification"].contact is not None
    assert "coordinator" not in found
    assert "22 22 22 22" in found["notification"].text
    assert marked == list(found)


def test_changing_a_card_ends_approval_and_leaves_what_is_public(
    lead: Person, leader: Person
) -> None:
    row = written(lead)
    with leader.acts():
        actions.approve_card(by=leader.actor, pk=row.pk, version=0, is_public=True)
    with lead.acts():
        same = actions.change_card(by=lead.actor, pk=row.pk, version=0, **SAID)
        assert (same.is_public, same.edits) == (True, 1)
        with pytest.raises(Conflict):
            actions.change_card(by=lead.actor, pk=row.pk, version=0, **{**SAID, "owner": "x"})
        now = actions.change_card(by=lead.actor, pk=row.pk, version=1, **{**SAID, "owner": "SSP"})
    assert (now.owner, now.is_public, now.approved_on) == ("SSP", True, None)
    with as_public():
        (shown,) = Card.for_everybody(pk=row.pk)
    assert (shown.owner, shown.approved_on, now.owner) == ("Tovholder", clock.today(), "SSP")
    with lead.acts(), pytest.raises(DatabaseError), transaction.atomic():
        rows_of(Card).filter(pk=row.pk).update(public_edition={"owner": "SSP"})
    with leader.acts(), pytest.raises(Conflict, match="Læs det igen"):
        actions.approve_card(by=leader.actor, pk=row.pk, version=1, is_public=False)
    with leader.acts():
        off = actions.approve_card(by=leader.actor, pk=row.pk, version=2, is_public=False)
    assert (off.is_public, off.public_edition) == (False, None)


def test_only_the_leader_approves_also_in_the_database(
    world: World, lead: Person, worker: Person
) -> None:
    row = written(lead)
    with lead.acts():
        with pytest.raises(Refused, match="Kun lederen"):
            actions.approve_card(by=lead.actor, pk=row.pk, version=0, is_public=True)
        with pytest.raises(DatabaseError), transaction.atomic():
            rows_of(Card).filter(pk=row.pk).update(approved_on=clock.today())
        with pytest.raises(DatabaseError), transaction.atomic():
            rows_of(Card).filter(pk=row.pk).update(is_public=True, public_edition={})
    with worker.acts(), pytest.raises(Refused, match="Kun tovholder"):
        actions.write_card(by=worker.actor, **SAID)
    other = world.person(NEIGHBOUR, Role.LEADER)
    with other.acts():
        assert not rows_of(Card).exists()
        with pytest.raises(ObjectDoesNotExist):
            actions.approve_card(by=other.actor, pk=row.pk, version=0, is_public=True)


def test_a_card_is_removed(lead: Person) -> None:
    row = written(lead)
    with lead.acts():
        actions.remove_card(by=lead.actor, pk=row.pk)
        assert not rows_of(Card).exists()
