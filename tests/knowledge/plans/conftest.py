"""A draft that nobody but its municipality may meet."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest

from tests.support.world import HOME, World

CANARY = "Kladdekanarie om beredskab"


@pytest.fixture
def draft(world: World, superuser: psycopg.Connection) -> Any:
    """A committed draft of the home municipality with one section."""
    superuser.execute(
        "insert into plans_plan (id, municipality_id, is_public, title, status, version,"
        " revision_due, organisation_model, vision, adopted_by) values (gen_random_uuid(), %s,"
        " false, %s, 'draft', '9', '2030-01-01', 'coordinator', '', '')",
        [HOME, CANARY],
    )
    superuser.execute(
        "insert into plans_plansection (id, municipality_id, is_public, plan_id, position,"
        " kind, text) select gen_random_uuid(), municipality_id, false, id, 0, 'organisation', %s"
        " from plans_plan where title = %s",
        [CANARY * 4, CANARY],
    )
    yield
    superuser.execute("delete from plans_plan where title = %s", [CANARY])
