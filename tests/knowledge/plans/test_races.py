"""Two persons change the head of a plan in the same moment: the second is told, nothing is lost."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.db import connections

from knowledge.plans import actions
from knowledge.plans.choices import OrganisationModel
from knowledge.plans.models import Plan
from stopext.access.errors import Conflict
from stopext.access.roles import Role
from tests.launch.waiting import eventually
from tests.matrix.plans import plan_begun
from tests.support.rows import rows_of
from tests.support.world import HOME, Person, World

WAITING = (
    "select count(*) from pg_locks l join pg_stat_activity a using (pid)"
    " where not l.granted and a.datname = current_database()"
)


@pytest.fixture
def draft(
    committed_world: World, django_db_blocker: Any, superuser: psycopg.Connection
) -> Iterator[Plan]:
    """A committed draft; removed afterwards."""
    lead = committed_world.person(HOME, Role.COORDINATOR)
    with django_db_blocker.unblock():
        with lead.acts():
            plan = plan_begun(lead)
        yield plan
    superuser.execute("set session_replication_role = replica")
    superuser.execute("delete from plans_plansection where plan_id = %s", [plan.pk])
    superuser.execute("delete from plans_plan where id = %s", [plan.pk])


def change(by: Person, title: str) -> Plan:
    model = OrganisationModel.COORDINATOR
    return actions.change_head(
        by=by.actor, version=0, title=title, organisation_model=model, vision=""
    )


def second(person: Person, told: list[str]) -> None:
    try:
        with person.acts():
            change(person, "Den andens titel")
    except Conflict as error:
        told.append(str(error))
    finally:
        connections.close_all()


def test_who_waits_for_the_head_of_a_plan_is_told_that_it_was_changed(
    committed_world: World, draft: Plan, superuser: psycopg.Connection
) -> None:
    lead, leader = (committed_world.person(HOME, role) for role in (Role.COORDINATOR, Role.LEADER))
    told: list[str] = []
    thread = threading.Thread(target=second, args=(leader, told))
    with lead.acts():
        change(lead, "Den førstes titel")
        thread.start()
        assert eventually(lambda: superuser.execute(WAITING).fetchone() != (0,))
    thread.join(60)

    assert told == ["Det samme er ændret imens, af en kollega eller i et andet vindue."]
    with lead.acts():
        assert rows_of(Plan).get(pk=draft.pk).title == "Den førstes titel"
