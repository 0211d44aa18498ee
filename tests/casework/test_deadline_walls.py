"""The database's wall around moved deadlines and receipts: raw SQL as each role."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from casework import actions
from casework.models import Case, Concern
from casework.rules.acknowledging import Acknowledged
from casework.rules.deadlines import DeadlineStep
from stopext.access import clock
from stopext.access.roles import Role
from tests.casework.actions.test_refusals import begun
from tests.casework.deadlines import moved_deadline
from tests.casework.samples import another_case, new_case
from tests.casework.test_walls import refused, rows
from tests.support.world import HOME, HOME_DISTRICT, NEIGHBOUR, Person, World

RECEIPT = (
    "insert into casework_acknowledgement (id, municipality_id, case_id, concern_id, answer,"
    " channel, given_on, words, by_user, by_name, at) values (gen_random_uuid(), %s, %s, %s,"
    " 'given', 'phone', current_date, '', {user}, 'x', now())"
)
MOVED = (
    "insert into casework_deadlinechange (id, municipality_id, case_id, clock, step, first_due,"
    " was_due, due, reason, by_user, by_name, at) values (gen_random_uuid(), %s, %s, 'assess',"
    " 'extended', now(), now(), now() + interval '1 day', '', {user}, 'x', now())"
)
TABLES = ("casework_acknowledgement", "casework_deadlinechange")


@pytest.fixture
def lead(world: World) -> Person:
    return world.person(HOME, Role.COORDINATOR)


@pytest.fixture
def case(lead: Person) -> Case:
    with lead.acts():
        return begun(lead.actor, new_case(lead.actor))


def concern_of(lead: Person, case: Case) -> Any:
    with lead.acts():
        return Concern.objects.for_actor(lead.actor).get(case=case).pk


def forged(case: Case, concern: Any, user: str = "sec.user_id()", **changes: Any) -> list[bool]:
    """Whether the database refuses a receipt and a moved deadline written by hand."""
    keys = {"place": case.municipality_id, "pk": case.pk} | changes
    return [
        refused(RECEIPT.format(user=user), keys["place"], keys["pk"], concern, at_once=True),
        refused(MOVED.format(user=user), keys["place"], keys["pk"], at_once=True),
    ]


@pytest.mark.parametrize(
    ("authority", "role"),
    [
        (HOME, Role.REPORTER),
        (HOME, Role.LOG_REVIEWER),
        (NEIGHBOUR, Role.LEADER),
        (HOME_DISTRICT, Role.POLICE_COORDINATOR),
    ],
)
def test_no_other_role_reads_or_writes_them(
    world: World, lead: Person, case: Case, authority: int, role: Role
) -> None:
    concern = concern_of(lead, case)
    with world.person(authority, role).acts():
        assert forged(case, concern) == [True, True]
        assert forged(case, concern, place=authority) == [True, True]
        for table in TABLES:
            count = f"select count(*) from {table}"
            assert refused(count) or rows(count) == [(0,)]


def test_they_are_written_in_ones_own_name_and_stay(lead: Person, case: Case) -> None:
    concern = concern_of(lead, case)
    with lead.acts():
        other = another_case(lead.actor, "Ea Attrapsen")
        assert forged(case, concern, user="gen_random_uuid()") == [True, True]
        assert forged(case, concern, pk=other.pk)[0], "a receipt for another case's concern"
        assert forged(case, concern) == [False, False]
        assert forged(case, concern) == [True, False], "one receipt for each concern"
        for table in TABLES:
            assert refused(f"update {table} set at = now()")
            assert refused(f"delete from {table}")
            assert rows(f"select distinct by_name from {table}") == [(lead.actor.name,)]


def test_of_a_restricted_case_only_its_readers_read_them(
    world: World, lead: Person, case: Case
) -> None:
    with lead.acts():
        concern = Concern.objects.for_actor(lead.actor).select_related("case").get(case=case)
        actions.acknowledge(
            by=lead.actor, concern=concern, answer=Acknowledged.NOT_GIVEN, words="Anonym"
        )
        day = clock.today() + timedelta(days=3)
        moved_deadline(lead.actor, case, DeadlineStep.STOPPED, day=day)
        case.refresh_from_db()
        only = [lead.actor.membership_id]
        actions.restrict(by=lead.actor, case=case, version=case.version, membership_ids=only)
    with world.person(HOME, Role.LEADER).acts():
        assert [rows(f"select count(*) from {table}") for table in TABLES] == [[(0,)], [(0,)]]
        assert forged(case, concern.pk) == [True, True]
