"""The database's wall around answers to hand-overs and around reports: raw SQL as each role."""

from __future__ import annotations

from typing import Any

import pytest

from casework import actions
from casework.models import Case, Disclosure, Report
from casework.rules.codes import HandOverReply, Knowledge, ReferrerType, ReportOutcome, Tristate
from stopext.access.roles import Role
from tests.casework.actions.test_refusals import begun, share
from tests.casework.pages.test_hand_over_pages import answered, opened
from tests.casework.samples import CANARY, NO_DANGER, handed_over, new_case, person
from tests.casework.test_walls import refused, rows
from tests.support.world import FAR_DISTRICT, HOME, HOME_DISTRICT, NEIGHBOUR, Person, World

INSERT = (
    "insert into casework_handoveranswer (id, municipality_id, case_id, disclosure_id, district_id,"
    " by_user, by_name, at, reply, reason) values (gen_random_uuid(), %s, %s, %s, %s,"
    " {user}, 'x', now(), 'accepted', '')"
)


def waiting(world: World) -> Disclosure:
    """A case of HOME handed over to its district."""
    lead = world.person(HOME, Role.COORDINATOR)
    with lead.acts():
        return handed_over(lead.actor, begun(lead.actor, new_case(lead.actor)))


def answer(row: Disclosure, user: str = "sec.user_id()", **changes: Any) -> bool:
    """Whether the database refuses an answer written by hand."""
    keys = {"district_id": row.district_id, "disclosure_id": row.pk} | changes
    return refused(
        INSERT.format(user=user),
        row.municipality_id,
        row.case_id,
        keys["disclosure_id"],
        keys["district_id"],
    )


@pytest.mark.parametrize(
    ("authority", "role"),
    [
        (HOME, Role.LEADER),
        (HOME, Role.COORDINATOR),
        (HOME, Role.REPORTER),
        (NEIGHBOUR, Role.LEADER),
        (FAR_DISTRICT, Role.OFFICER),
        (FAR_DISTRICT, Role.POLICE_COORDINATOR),
    ],
)
def test_only_the_district_answers(world: World, authority: int, role: Role) -> None:
    row = waiting(world)
    with world.person(authority, role).acts():
        assert answer(row)
        assert answer(row, district_id=authority)


def test_the_district_answers_in_its_own_name_and_a_hand_over_only(world: World) -> None:
    row, lead = waiting(world), world.person(HOME, Role.COORDINATOR)
    with lead.acts():
        shared = share(lead.actor, Case.objects.for_actor(lead.actor).get(pk=new_case_of(lead)))
    with world.person(HOME_DISTRICT, Role.OFFICER).acts():
        assert answer(row, user="gen_random_uuid()")
        assert answer(row, district_id=FAR_DISTRICT)
        assert answer(shared)
        assert answer(row, disclosure_id=shared.pk)
        assert not answer(row)
        assert answer(row), "a second answer"
        assert refused("update casework_handoveranswer set reply = 'refused'")
        assert refused("delete from casework_handoveranswer")


def new_case_of(lead: Person) -> Any:
    """Another case, about somebody else."""
    return new_case(lead.actor, person(name="Ea Attrapsen")).pk


def test_an_answer_is_read_by_both_sides_and_changed_by_none(world: World) -> None:
    row = waiting(world)
    officer = world.person(HOME_DISTRICT, Role.OFFICER)
    opened(officer, row)
    answered(officer, row, HandOverReply.REFUSED, CANARY)
    count = "select count(*) from casework_handoveranswer"
    for authority, role, seen in (
        (HOME, Role.COORDINATOR, 1),
        (NEIGHBOUR, Role.COORDINATOR, 0),
        (HOME_DISTRICT, Role.POLICE_COORDINATOR, 1),
        (FAR_DISTRICT, Role.POLICE_COORDINATOR, 0),
    ):
        with world.person(authority, role).acts():
            assert rows(count) == [(seen,)], (authority, role)
            assert refused("update casework_handoveranswer set reply = 'accepted'")
    lead = world.person(HOME, Role.COORDINATOR)
    with lead.acts():
        assert refused("update casework_disclosure set hand_over = false")
        case = Case.objects.for_actor(lead.actor).get(pk=row.case_id)
        actions.restrict(
            by=lead.actor,
            case=case,
            version=case.version,
            membership_ids=[lead.actor.membership_id],
        )
    with world.person(HOME, Role.LEADER).acts():
        assert rows(count) == [(0,)]
    with lead.acts():
        actions.withdraw(by=lead.actor, disclosure=row, reason="Ikke længere nødvendigt")
    with officer.acts():
        assert rows(count) == [(0,)]


def reported(world: World) -> Report:
    """A concern from HOME's reporter."""
    reporter = world.person(HOME, Role.REPORTER)
    with reporter.acts():
        return actions.report_concern(
            by=reporter.actor,
            danger=NO_DANGER,
            police_contacted_at=None,
            observed=CANARY,
            knowledge=Knowledge.FIRST_HAND,
        )


def test_a_report_is_hidden_with_the_case_that_it_was_put_on(world: World) -> None:
    sent, lead = reported(world), world.person(HOME, Role.COORDINATOR)
    leader = world.person(HOME, Role.LEADER)
    mine = "select count(*) from casework_report"
    with lead.acts():
        case = new_case(lead.actor)
        actions.restrict(
            by=lead.actor,
            case=case,
            version=case.version,
            membership_ids=[lead.actor.membership_id],
        )
    with leader.acts():
        assert rows(mine) == [(1,)]
    with lead.acts():
        actions.put_on_case(
            by=lead.actor,
            report=sent,
            case=case,
            referrer_type=ReferrerType.SCHOOL,
            citizen_informed=Tristate.YES,
            legal_ground="Databeskyttelsesforordningen art. 6",
        )
        assert rows(mine) == [(1,)]
    with leader.acts():
        assert rows(mine) == [(0,)]
        assert list(Report.objects.for_actor(leader.actor)) == []
    with world.person(HOME, Role.REPORTER).acts():
        assert rows(mine) == [(1,)]


def test_why_it_is_no_concern_is_for_those_who_assess(world: World) -> None:
    sent, lead = reported(world), world.person(HOME, Role.COORDINATOR)
    with lead.acts():
        actions.answer_report(
            by=lead.actor,
            report=sent,
            outcome=ReportOutcome.NO_CONCERN,
            answer="Tak for henvendelsen.",
            reason=CANARY,
        )
        assert rows("select count(*) from casework_reportdecision") == [(1,)]
        assert refused("update casework_reportdecision set outcome = 'answered'")
    for authority, role in (
        (HOME, Role.CASEWORKER),
        (NEIGHBOUR, Role.LEADER),
        (HOME, Role.REPORTER),
        (HOME_DISTRICT, Role.OFFICER),
    ):
        with world.person(authority, role).acts():
            assert refused("select 1 from casework_reportdecision"), (authority, role)
