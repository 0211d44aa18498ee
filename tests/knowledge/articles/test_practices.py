"""Published practices, for those who cite one."""

from __future__ import annotations

from knowledge.articles.practices import practice_choices, practice_title
from stopext.access.roles import Role
from tests.knowledge.conftest import Publish
from tests.support.world import HOME, World


def test_casework_can_cite_a_practice(world: World, publish: Publish) -> None:
    page = publish("praksis")
    with world.person(HOME, Role.CASEWORKER).acts():
        assert practice_choices() == [(page.pk, "Titel praksis")]
        assert practice_title(page.pk) == "Titel praksis"
        assert practice_title(page.pk + 1) is None
