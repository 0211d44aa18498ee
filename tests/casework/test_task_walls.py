"""The database's wall around tasks: raw SQL as each role."""

from __future__ import annotations

import pytest

from casework import actions
from casework.models import Case, Task
from stopext.access.roles import Role
from tests.casework.samples import new_case
from tests.casework.tasks import task
from tests.casework.test_walls import refused, rows
from tests.support.world import HOME, HOME_DISTRICT, NEIGHBOUR, Person, World

INSERT = (
    "insert into casework_task (id, municipality_id, case_id, text, owner_user, owner_name, due_on,"
    ' remind, every, "end", words, ended_by_name, version, by_user, by_name, at) values'
    " (gen_random_uuid(), %s, %s, '', sec.user_id(), 'x', current_date, 1, '', '', '', '', 0,"
    " {user}, 'x', now())"
)
COUNT = "select count(*) from casework_task"
END = "update casework_task set \"end\" = 'done', ended_at = now(), ended_by = {user}"


@pytest.fixture
def lead(world: World) -> Person:
    return world.person(HOME, Role.COORDINATOR)


@pytest.fixture
def case(lead: Person) -> Case:
    with lead.acts():
        return new_case(lead.actor)


def forged(case: Case, place: int = HOME, user: str = "sec.user_id()") -> bool:
    """Whether the database refuses a task written by hand."""
    return refused(INSERT.format(user=user), place, case.pk, at_once=True)


@pytest.mark.parametrize(
    ("authority", "role"),
    [
        (HOME, Role.REPORTER),
        (HOME, Role.LOG_REVIEWER),
        (NEIGHBOUR, Role.LEADER),
        (HOME_DISTRICT, Role.POLICE_COORDINATOR),
    ],
)
def test_no_other_role_reads_or_writes_one(
    world: World, lead: Person, case: Case, authority: int, role: Role
) -> None:
    with lead.acts():
        task(lead.actor, case)
    with world.person(authority, role).acts():
        assert forged(case)
        assert forged(case, authority)
        assert refused(COUNT) or rows(COUNT) == [(0,)]
        assert refused(END.format(user="sec.user_id()"))


def test_it_is_given_and_ended_in_ones_own_name_and_stays_ended(lead: Person, case: Case) -> None:
    with lead.acts():
        assert forged(case, user="gen_random_uuid()")
        assert not forged(case)
        assert refused(END.format(user="gen_random_uuid()"))
        assert refused("update casework_task set by_user = gen_random_uuid()")
        assert not refused(END.format(user="sec.user_id()"))
        assert refused("update casework_task set ended_at = null, ended_by = null, \"end\" = ''")
        assert refused("update casework_task set due_on = current_date + 9")
        assert refused("delete from casework_task")


def test_of_a_restricted_case_only_its_readers_read_it(
    world: World, lead: Person, case: Case
) -> None:
    with lead.acts():
        task(lead.actor, case)
        case.refresh_from_db()
        only = [lead.actor.membership_id]
        actions.restrict(by=lead.actor, case=case, version=case.version, membership_ids=only)
        assert Task.objects.for_actor(lead.actor).count() == 1
    with world.person(HOME, Role.LEADER).acts():
        assert rows(COUNT) == [(0,)]
        assert forged(case)
        assert refused("update casework_task set due_on = current_date + 9")
