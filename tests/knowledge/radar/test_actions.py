"""Deciding, taking back, and who may."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest

from knowledge.radar import actions
from knowledge.radar.choices import State
from knowledge.radar.models import Mark
from stopext.access.errors import Conflict, Refused
from stopext.access.roles import Role
from tests.support.world import HOME, NEIGHBOUR, Person, World


def decide(by: Person, **said: Any) -> Mark:
    facts: dict[str, Any] = {"change": "lov-x", "place": "a", "version": 0} | {
        "state": State.HANDLED,
        **said,
    }
    return actions.mark(by=by.actor, note_text=facts.pop("note", "Rettet"), **facts)


def seen(by: Person) -> list[tuple[int, str, str]]:
    rows = Mark.objects.for_actor(by.actor).filter(change="lov-x", place="a")
    return [(row.number, row.state, row.note) for row in rows]


def test_a_decision_is_kept_with_those_before_it(lead: Person) -> None:
    with lead.acts():
        made = decide(lead)
        assert decide(lead).pk == made.pk
        back = decide(lead, version=1, state=State.OPEN, note="")
        assert (back.by_name, str(back)) == (lead.actor.name, "Ikke behandlet")
        assert seen(lead) == [(1, "handled", "Rettet"), (2, "open", "")]


def test_who_comes_too_late_is_told(lead: Person) -> None:
    with lead.acts():
        decide(lead)
        with pytest.raises(Conflict):
            decide(lead, state=State.NOT_RELEVANT)
        with pytest.raises(Conflict):
            decide(lead, version=2, state=State.NOT_RELEVANT)


def test_a_caseworker_decides_nothing_and_sees_nothing(world: World, lead: Person) -> None:
    worker = world.person(HOME, Role.CASEWORKER)
    with lead.acts():
        decide(lead)
    with worker.acts():
        with pytest.raises(Refused):
            decide(worker)
        assert seen(worker) == []


def test_each_authority_has_its_own(world: World, lead: Person, adviser: Person) -> None:
    other = world.person(NEIGHBOUR, Role.COORDINATOR)
    with lead.acts():
        decide(lead)
    for person in (other, adviser):
        with person.acts():
            assert seen(person) == []
            decide(person, note="Vores")
            assert seen(person) == [(1, "handled", "Vores")]


def test_the_database_lets_nobody_change_or_read_one(
    world: World, lead: Person, superuser: psycopg.Connection
) -> None:
    found = superuser.execute(
        "select grantee, privilege_type from information_schema.role_table_grants"
        " where table_name = 'radar_mark' and privilege_type in ('UPDATE', 'DELETE')"
        " and grantee like 'r\\_%'"
    ).fetchall()
    assert found == []
