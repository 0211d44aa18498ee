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


TITLE = "Plan, som alle har"


@pytest.fixture
def everywhere(superuser: psycopg.Connection) -> Any:
    """A committed public plan of every municipality, with a section, a goal and an action."""
    superuser.execute(
        "insert into plans_plan (id, municipality_id, is_public, title, status, version,"
        " adopted_on, revision_due, organisation_model, vision, adopted_by)"
        " select gen_random_uuid(), id, true, %s, 'adopted', '1', '2026-01-01', '2030-01-01',"
        " 'coordinator', '', '' from accounts_authority where kind = 'municipality'",
        [TITLE],
    )
    part = "gen_random_uuid(), municipality_id, is_public, {}, 0 from {} where is_public"
    columns = "id, municipality_id, is_public, plan_id, position"
    superuser.execute(
        f"insert into plans_plansection (kind, text, {columns})"
        f" select 'handling', 'Sådan gør vi her.', {part.format('id', 'plans_plan')}"
    )
    superuser.execute(
        f"insert into plans_goal (text, level, {columns})"
        f" select 'Et mål', 'building', {part.format('id', 'plans_plan')}"
    )
    superuser.execute(
        "insert into plans_action (title, level, target_group, owner, status, cost_note,"
        f" practice_page, goal_id, {columns}) select 'En handling', 'building', '', '', 'running',"
        f" '', 7, id, {part.format('plan_id', 'plans_goal')}"
    )
    yield
    superuser.execute("delete from plans_plan where title = %s", [TITLE])
