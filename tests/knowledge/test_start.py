"""What the hub brings to the start page."""

from __future__ import annotations

import pytest

from stopext.access.roles import Role
from tests.knowledge.conftest import CENTRE, Publish
from tests.support.world import HOME, World


@pytest.mark.parametrize(
    ("authority", "role", "writes"),
    [
        (HOME, Role.LEADER, False),
        (HOME, Role.CASEWORKER, False),
        (HOME, Role.REPORTER, False),
        (CENTRE, Role.EDITOR, True),
    ],
)
def test_everybody_sees_what_is_new(
    world: World, publish: Publish, authority: int, role: Role, writes: bool
) -> None:
    publish("praksis")

    answer = world.person(authority, role).browser().get("/start/")
    text = answer.content.decode()

    assert answer.context["panels"][-1].title == "Fra centeret", "work comes before what is new"
    assert 'href="/viden/praksis/"' in text
    assert ("Skriv eller læs korrektur" in text) is writes
