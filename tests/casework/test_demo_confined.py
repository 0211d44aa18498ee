"""The demo's case that few may see: a colleague who is related to the citizen was taken off it."""

from __future__ import annotations

from datetime import datetime
from random import Random

from casework.demo import confined
from casework.demo.colleagues import colleague
from casework.demo.daytime import Office
from casework.models import Case, Note
from casework.rules.clocks import COPENHAGEN
from stopext.access.roles import Role
from stopext.accounts.models import Authority
from tests.support.world import HOME, World, make_person


def test_it_is_told_once_and_hidden_from_who_was_taken_off(world: World) -> None:
    lead, leader, reader = (
        world.person(HOME, role) for role in (Role.COORDINATOR, Role.LEADER, Role.CASEWORKER)
    )
    related = make_person(Authority.objects.get(pk=HOME), Role.CASEWORKER, "related")
    office = Office(datetime(2026, 11, 26, 1, 2, tzinfo=COPENHAGEN))
    first, second = (colleague(HOME, role) for role in (Role.COORDINATOR, Role.LEADER))
    team = [reader.membership, related.membership]
    for _time in range(2):
        confined.tell(first, second, team, office, Random("confined"))  # noqa: S311 (no secret)

    seen = {}
    for name, one in {"lead": lead, "leader": leader, "on": reader, "off": related}.items():
        with one.acts():
            seen[name] = Case.objects.for_actor(one.actor).filter(restricted=True).count()
    assert seen == {"lead": 1, "leader": 1, "on": 1, "off": 0}
    with reader.acts():
        notes = [note.text for note in Note.objects.for_actor(reader.actor)]
        told = f"{related.user.name} er i familie med borgeren og er inhabil"
        assert len([text for text in notes if told in text]) == 1
