"""What stands behind the choices of the article list."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from stopext.access.roles import Role
from tests.knowledge.articles import counting
from tests.knowledge.conftest import CENTRE, as_public
from tests.support.world import World


@pytest.mark.parametrize("chosen", counting.CHOSEN)
def test_counts_are_those_made_by_hand_in_one_statement(
    world: World, chosen: dict[str, str]
) -> None:
    with world.person(CENTRE, Role.EDITOR).acts():
        counting.publish(300)

    with as_public():
        with CaptureQueriesContext(connection) as captured:
            counts = counting.in_sql(chosen)
        wanted = counting.by_hand(chosen)

    assert counts == wanted
    assert sum(map(len, counts.values())) > 40
    assert len(captured) == 1
