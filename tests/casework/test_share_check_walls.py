"""The database's wall around what was gone through: raw SQL as each role."""

from __future__ import annotations

from typing import Any

import pytest

from casework import actions
from casework.models import Case, Disclosure
from stopext.access.roles import Role
from tests.casework.actions.test_refusals import share
from tests.casework.samples import another_case, new_case
from tests.casework.test_walls import refused, rows
from tests.support.world import HOME, HOME_DISTRICT, NEIGHBOUR, Person, World

INSERT = (
    "insert into casework_sharecheck (id, municipality_id, case_id, disclosure_id, month,"
    " by_user, by_name, at) values (gen_random_uuid(), %s, %s, %s, %s, {user}, 'x', now())"
)
COUNT = "select count(*) from casework_sharecheck"


@pytest.fixture
def lead(world: World) -> Person:
    return world.person(HOME, Role.COORDINATOR)


@pytest.fixture
def row(lead: Person) -> Disclosure:
    """Something of a case of HOME, shared with its district."""
    with lead.acts():
        shared: Disclosure = share(lead.actor, new_case(lead.actor))
        return shared


def checks(
    row: Disclosure, month: str = "2026-11-01", user: str = "sec.user_id()", **changes: Any
) -> bool:
    """Whether the database refuses a check written by hand."""
    keys = {"place": row.municipality_id, "case": row.case_id} | changes
    return refused(INSERT.format(user=user), keys["place"], keys["case"], row.pk, month)


@pytest.mark.parametrize(
    ("authority", "role"),
    [
        (HOME, Role.REPORTER),
        (HOME, Role.LOG_REVIEWER),
        (NEIGHBOUR, Role.LEADER),
        (HOME_DISTRICT, Role.OFFICER),
    ],
)
def test_no_other_role_says_that_it_looked(
    world: World, row: Disclosure, authority: int, role: Role
) -> None:
    with world.person(authority, role).acts():
        assert checks(row)
        assert checks(row, place=authority)
        assert refused(COUNT) or rows(COUNT) == [(0,)]


def test_she_says_so_in_her_own_name_once_a_month_and_it_stays(
    lead: Person, row: Disclosure
) -> None:
    with lead.acts():
        other = another_case(lead.actor, "Ea Attrapsen")
        assert checks(row, user="gen_random_uuid()")
        assert checks(row, month="2026-11-02")
        assert checks(row, case=other.pk)
        assert not checks(row)
        assert checks(row), "twice in a month"
        assert not checks(row, month="2026-12-01")
        assert refused("update casework_sharecheck set by_name = 'x'")
        assert refused("delete from casework_sharecheck")


def test_of_a_restricted_case_only_its_readers_say_and_read_it(
    world: World, lead: Person, row: Disclosure
) -> None:
    with lead.acts():
        actions.check_share(by=lead.actor, share=row.pk)
    with world.person(HOME, Role.LEADER).acts():
        assert rows(COUNT) == [(1,)]
    with lead.acts():
        case = Case.objects.for_actor(lead.actor).get(pk=row.case_id)
        only = [lead.actor.membership_id]
        actions.restrict(by=lead.actor, case=case, version=case.version, membership_ids=only)
    with world.person(HOME, Role.LEADER).acts():
        assert rows(COUNT) == [(0,)]
        assert checks(row, month="2026-12-01")
