"""Who is around a citizen, and of which case she is one, under SQL in somebody's own role."""

from __future__ import annotations

import pytest

from casework import actions
from casework.models import Case, PartyRelation
from stopext.access.roles import Role
from tests.casework import samples
from tests.casework.test_walls import refused, rows
from tests.support.world import HOME, NEIGHBOUR, Person, World

RELATE = (
    "insert into casework_partyrelation"
    " (id, municipality_id, case_id, party_id, other_id, by_user, by_name, at, undone_by_name)"
    " select gen_random_uuid(), municipality_id, %s, id, %s, sec.user_id(), '', now(), ''"
    " from casework_party where id = %s"
)


@pytest.fixture
def lead(world: World) -> Person:
    return world.person(HOME, Role.COORDINATOR)


@pytest.fixture
def made(lead: Person) -> PartyRelation:
    """Somebody around one citizen is the citizen of a case that ``lead`` alone sees."""
    with lead.acts():
        case = samples.new_case(lead.actor)
        other = samples.another_case(lead.actor, "Ea Kulissegaard")
        row = samples.party(lead.actor, case)
        relation = actions.relate_party(
            by=lead.actor, party=row, number=other.number, name_known=True
        )
        keys = [lead.membership.pk]
        actions.restrict(by=lead.actor, case=other, version=other.version, membership_ids=keys)
    return relation


@pytest.mark.parametrize(
    ("authority", "role"),
    [(HOME, Role.LEADER), (HOME, Role.CASEWORKER), (NEIGHBOUR, Role.COORDINATOR)],
)
def test_a_relation_to_a_hidden_case_is_read_counted_and_changed_by_nobody_else(
    world: World, lead: Person, made: PartyRelation, authority: int, role: Role
) -> None:
    with world.person(authority, role).acts():
        assert rows("select count(*) from casework_partyrelation") == [(0,)]
        assert refused("update casework_partyrelation set undone_at = now()")
        assert refused(RELATE, made.case_id, made.other_id, made.party_id)
    with lead.acts():
        assert rows("select count(*) from casework_partyrelation") == [(1,)]


def test_a_relation_is_ended_once_and_changed_no_other_way(
    lead: Person, made: PartyRelation
) -> None:
    with lead.acts():
        assert refused("update casework_partyrelation set other_id = case_id")
        assert refused("delete from casework_partyrelation")
        actions.end_relation(by=lead.actor, relation=made)
        assert refused("update casework_partyrelation set undone_at = null, undone_by = null")


def test_a_relation_is_of_a_party_of_its_own_case(lead: Person, made: PartyRelation) -> None:
    with lead.acts():
        third: Case = samples.another_case(lead.actor, "Ida Modelsen")
        assert refused(RELATE, third.pk, made.other_id, made.party_id)
        assert not refused(RELATE, made.case_id, third.pk, made.party_id)


def test_a_party_of_a_hidden_case_is_hidden_and_keeps_who_wrote_it(
    world: World, lead: Person, made: PartyRelation
) -> None:
    with lead.acts():
        case = Case.objects.for_actor(lead.actor).get(pk=made.case_id)
        assert refused("update casework_party set by_name = 'En anden'")
        assert refused("update casework_party set case_id = %s", made.other_id)
        keys = [lead.membership.pk]
        actions.restrict(by=lead.actor, case=case, version=case.version, membership_ids=keys)
    with world.person(HOME, Role.LEADER).acts():
        assert rows("select count(*) from casework_party") == [(0,)]
        assert refused("update casework_party set role = 'sibling'")
