"""The database's wall around answers to what is shared, and renewals: raw SQL as each role."""

from __future__ import annotations

from typing import Any

import pytest

from casework import actions
from casework.models import Case, Disclosure
from casework.rules.disclosure import ShareAnswer
from stopext.access.roles import Role
from tests.casework.actions.test_refusals import begun, share
from tests.casework.pages.test_hand_over_pages import opened
from tests.casework.samples import another_case, handed_over, new_case
from tests.casework.test_walls import refused, rows
from tests.support.world import FAR_DISTRICT, HOME, HOME_DISTRICT, NEIGHBOUR, Person, World

INSERT = (
    "insert into casework_sharereply (id, municipality_id, case_id, disclosure_id, district_id,"
    " by_user, by_name, at, reply, text) values (gen_random_uuid(), %s, %s, %s, %s,"
    " {user}, 'x', now(), %s, '')"
)
TELL = (
    "insert into notifications_notice (id, authority_id, user_id, kind, about, occasion, made_at)"
    " values (gen_random_uuid(), %s, %s, 'share_answered', %s, 'x', now())"
)
COUNT = "select count(*) from casework_sharereply"


@pytest.fixture
def lead(world: World) -> Person:
    return world.person(HOME, Role.COORDINATOR)


@pytest.fixture
def row(lead: Person) -> Disclosure:
    """Something of a case of HOME, shared with its district."""
    with lead.acts():
        shared: Disclosure = share(lead.actor, new_case(lead.actor))
        return shared


def says(row: Disclosure, sort: str = "used", user: str = "sec.user_id()", **changes: Any) -> bool:
    """Whether the database refuses an answer written by hand."""
    keys = {"case": row.case_id, "share": row.pk, "district": row.district_id} | changes
    values = row.municipality_id, keys["case"], keys["share"], keys["district"], sort
    return refused(INSERT.format(user=user), *values)


@pytest.mark.parametrize(
    ("authority", "role"),
    [
        (HOME, Role.LEADER),
        (HOME, Role.CASEWORKER),
        (HOME, Role.REPORTER),
        (NEIGHBOUR, Role.LEADER),
        (FAR_DISTRICT, Role.POLICE_COORDINATOR),
    ],
)
def test_only_the_district_answers(
    world: World, row: Disclosure, authority: int, role: Role
) -> None:
    with world.person(authority, role).acts():
        assert says(row)
        assert says(row, district=authority)


def test_the_district_answers_in_its_own_name_on_a_share_it_sees(
    world: World, lead: Person, row: Disclosure
) -> None:
    with lead.acts():
        other = another_case(lead.actor, "Ea Attrapsen")
        given = handed_over(lead.actor, begun(lead.actor, other))
    with world.person(HOME_DISTRICT, Role.OFFICER).acts():
        assert says(row, user="gen_random_uuid()")
        assert says(row, district=FAR_DISTRICT)
        assert says(row, case=given.case_id)
        assert says(given), "a hand-over"
        assert says(row, sort="x")
        assert not says(row)
        assert says(row, sort="not_relevant"), "settled twice"
        assert not says(row, sort="message")
        assert not says(row, sort="message")
        assert refused("update casework_sharereply set reply = 'used'")
        assert refused("delete from casework_sharereply")


def test_an_answer_is_read_by_both_sides_and_changed_by_none(
    world: World, lead: Person, row: Disclosure
) -> None:
    officer = world.person(HOME_DISTRICT, Role.OFFICER)
    opened(officer, row)
    with officer.acts():
        actions.answer_share(by=officer.actor, disclosure=row, reply=ShareAnswer.USED)
    for authority, role, seen in (
        (HOME, Role.LEADER, 1),
        (NEIGHBOUR, Role.COORDINATOR, 0),
        (HOME_DISTRICT, Role.POLICE_COORDINATOR, 1),
        (FAR_DISTRICT, Role.POLICE_COORDINATOR, 0),
    ):
        with world.person(authority, role).acts():
            assert rows(COUNT) == [(seen,)], (authority, role)
            assert refused("update casework_sharereply set reply = 'message'")
    with lead.acts():
        case = Case.objects.for_actor(lead.actor).get(pk=row.case_id)
        actions.restrict(
            by=lead.actor,
            case=case,
            version=case.version,
            membership_ids=[lead.actor.membership_id],
        )
    with world.person(HOME, Role.LEADER).acts():
        assert rows(COUNT) == [(0,)]
    with lead.acts():
        actions.withdraw(by=lead.actor, disclosure=row, reason="Ikke længere nødvendigt")
    with officer.acts():
        assert rows(COUNT) == [(0,)]


def test_the_police_tell_who_shared_of_what_they_see_and_nobody_else(
    world: World, lead: Person, row: Disclosure
) -> None:
    leader = world.person(HOME, Role.LEADER).actor.user_id
    mine = lead.actor.user_id
    with world.person(FAR_DISTRICT, Role.OFFICER).acts():
        assert refused(TELL, HOME, mine, row.pk)
    with world.person(HOME_DISTRICT, Role.OFFICER).acts():
        assert refused(TELL, HOME, leader, row.pk)
        assert refused(TELL, NEIGHBOUR, mine, row.pk)
        assert refused(TELL, HOME, mine, row.case_id)
        assert refused(TELL.replace("share_answered", "case_danger"), HOME, mine, row.pk)
        assert not refused(TELL, HOME, mine, row.pk)


def test_a_renewal_is_of_the_same_case_and_stays_what_it_was(lead: Person, row: Disclosure) -> None:
    with lead.acts():
        same = share(lead.actor, Case.objects.for_actor(lead.actor).get(pk=row.case_id))
        other = share(lead.actor, another_case(lead.actor, "Ea Attrapsen"))
        assert refused(
            "update casework_disclosure set renews_id = %s where id = %s", row.pk, same.pk
        )
        copy = (
            "insert into casework_disclosure select (jsonb_populate_record(t, jsonb_build_object("
            "'id', gen_random_uuid(), 'at', now(), 'renews_id', %s::uuid))).*"
            " from casework_disclosure t where id = %s"
        )
        assert refused(copy, other.pk, same.pk), "of another case"
        assert not refused(copy, row.pk, same.pk)
        assert refused(copy, row.pk, same.pk), "renewed twice"
