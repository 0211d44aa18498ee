"""Who writes and who adopts a plan, and a draft that nobody but its municipality may meet."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest

from stopext.access.roles import Role
from tests.support.world import HOME, Person, World

CANARY = "Kladdekanarie om beredskab"


@pytest.fixture
def lead(world: World) -> Person:
    """Who writes the plan of the home municipality."""
    return world.person(HOME, Role.COORDINATOR)


@pytest.fixture
def leader(world: World) -> Person:
    """Who adopts it."""
    return world.person(HOME, Role.LEADER)


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
COLUMNS = "id, municipality_id, is_public, plan_id, position"
PART = "gen_random_uuid(), municipality_id, is_public, {}, 0 from {} where is_public"


@pytest.fixture
def everywhere(superuser: psycopg.Connection) -> Any:
    """A committed public plan of every municipality, with a section, a goal and an action; and what
    it replaced."""
    for version, status, text in (("0", "archived", "Gammel"), ("1", "adopted", "Sådan")):
        superuser.execute(
            "insert into plans_plan (id, municipality_id, is_public, title, status, version,"
            " adopted_on, revision_due, organisation_model, vision, adopted_by)"
            " select gen_random_uuid(), id, true, %s, %s, %s, '2026-01-01', '2030-01-01',"
            " 'coordinator', '', '' from accounts_authority where kind = 'municipality'",
            [TITLE, status, version],
        )
        superuser.execute(
            f"insert into plans_plansection (kind, text, {COLUMNS})"
            f" select 'handling', %s, {PART.format('id', 'plans_plan')} and version = %s",
            [f"{text} gør vi her.", version],
        )
    superuser.execute(
        f"insert into plans_goal (text, level, {COLUMNS})"
        f" select 'Et mål', 'building', {PART.format('id', 'plans_plan')}"
    )
    superuser.execute(
        "insert into plans_action (title, level, target_group, owner, status, cost_note,"
        f" practice_page, goal_id, {COLUMNS}) select 'En handling', 'building', '', '', 'running',"
        f" '', 7, id, {PART.format('plan_id', 'plans_goal')}"
    )
    yield
    superuser.execute("delete from plans_plan where title = %s", [TITLE])
