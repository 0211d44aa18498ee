"""What the database refuses when the application forgot."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from stopext.access.roles import Role
from tests.casework.erasing import closed, erase, propose
from tests.support.world import HOME, NEIGHBOUR, World

ERASE = "select sec.erase_case(%s, %s)"


def refused_by_the_database(statement: str, values: list[Any]) -> bool:
    """Whether raw SQL in the present context is refused or changes nothing."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)
            return bool(cursor.rowcount == 0)
    except DatabaseError:
        return True


def test_the_database_refuses_what_the_application_forgot(world: World) -> None:
    """The function itself checks role, time, proposal and state; nobody deletes by hand."""
    leader, coordinator = world.person(HOME, Role.LEADER), world.person(HOME, Role.COORDINATOR)
    neighbour = world.person(NEIGHBOUR, Role.LEADER)
    anybody = uuid4()
    with coordinator.acts():
        case = closed(coordinator)
        propose(coordinator, case)
        assert refused_by_the_database(ERASE, [case.pk, case.subject_id])
        for table in ("note", "concern", "subject", "case", "erasure", "fieldhistory"):
            assert refused_by_the_database(f"delete from casework_{table}", [])
        assert refused_by_the_database("select sec.erase_screenings(%s)", [case.pk])
    with leader.acts():
        assert refused_by_the_database(ERASE, [case.pk, case.subject_id])
    with neighbour.acts():
        assert refused_by_the_database(ERASE, [case.pk, anybody])
    with leader.acts():
        made = erase(leader, case)
        assert refused_by_the_database(ERASE, [case.pk, anybody])
        change = "update casework_erasure set erased_by_name = 'x' where id = %s"
        assert refused_by_the_database(change, [made.pk])


#: The Danish day; the server's own may still be yesterday.
TODAY = "(now() at time zone 'Europe/Copenhagen')::date"


@pytest.mark.parametrize(
    ("change", "refused"),
    [
        ("state = 'erased'", False),
        (f"state = 'erased', delete_earliest = {TODAY} + 1", True),
        (f"state = 'erased', hold_until = {TODAY} + 1, hold_owner = 'x'", True),
        ("state = 'closed'", True),
    ],
)
def test_the_database_looks_at_the_case_itself(world: World, change: str, refused: bool) -> None:
    leader, coordinator = world.person(HOME, Role.LEADER), world.person(HOME, Role.COORDINATOR)
    with coordinator.acts():
        case = closed(coordinator)
        propose(coordinator, case)
    with leader.acts(), connection.cursor() as cursor:
        cursor.execute(f"update casework_case set {change} where id = %s", [case.pk])
        assert refused_by_the_database(ERASE, [case.pk, uuid4()]) is refused


def test_the_database_refuses_whoever_proposed_it(world: World) -> None:
    leader, coordinator = world.person(HOME, Role.LEADER), world.person(HOME, Role.COORDINATOR)
    with coordinator.acts():
        case = closed(coordinator)
    with leader.acts(), connection.cursor() as cursor:
        propose(leader, case)
        cursor.execute("update casework_case set state = 'erased' where id = %s", [case.pk])
        assert refused_by_the_database(ERASE, [case.pk, uuid4()])
