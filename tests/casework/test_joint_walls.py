"""Meetings of the info-house with SQL in one's own role: who reads which row, and what stays."""

from __future__ import annotations

from datetime import timedelta

import pytest

from casework import actions
from casework.models import Case, Disclosure, JointMeeting
from casework.rules.joint import Attended
from stopext.access import clock
from stopext.access.roles import Role
from tests.casework import joint
from tests.casework.test_insider_walls import answer
from tests.casework.test_walls import refused, rows
from tests.support.world import FAR_DISTRICT, HOME, HOME_DISTRICT, NEIGHBOUR, Person, World

PARTS = ("plan", "invitee", "paper", "attendance", "minutes", "approval", "decision")
TABLES = [f"casework_joint{name}" for name in ("meeting", *PARTS)]
#: A copy of the newest row of a table with other values, as if somebody else had written it.
COPY = (
    "insert into casework_joint{} select (jsonb_populate_record(t, jsonb_build_object('id',"
    " gen_random_uuid(), 'by_user', sec.user_id(), 'at', now(), {}))).*"
    " from casework_joint{} t order by at desc limit 1"
)
NOT_THERE = "the meeting is not where this is written"


def copied(table: str, values: str) -> str:
    """What the database says to such a row."""
    return answer(COPY.format(table, values, table))


def signs_for(authority: int) -> set[str]:
    """What the database says to rows that somebody writes for an authority."""
    tables = {"minutes": "'number', 2", "approval": "", "attendance": "", "invitee": ""}
    return {
        answer_of.partition("violates ")[2].partition(" policy")[0]
        for table, more in tables.items()
        if (answer_of := copied(table, f"'authority_id', {authority}{more and ', '}{more}"))
    }


@pytest.fixture
def lead(world: World) -> Person:
    return world.person(HOME, Role.COORDINATOR)


@pytest.fixture
def police(world: World) -> Person:
    return world.person(HOME_DISTRICT, Role.POLICE_COORDINATOR)


@pytest.fixture
def officer(world: World) -> Person:
    return world.person(HOME_DISTRICT, Role.OFFICER)


@pytest.fixture
def held(world: World, lead: Person, police: Person, officer: Person) -> JointMeeting:
    """A meeting with a row in every table but that of decisions; the municipality has approved."""
    made = joint.begun(lead)
    items = joint.items_of(lead, made)
    joint.invited(police, made, officer, papers=[items[0].pk])
    asked = joint.invited(lead, made, world.person(HOME, Role.LEADER), papers=[items[1].pk])
    with lead.acts():
        came = [(asked, Attended.CAME, "")]
        actions.record_attendance(by=lead.actor, meeting=made, version=0, said=came)
        actions.write_minutes(by=lead.actor, meeting=made, version=0, text="Skolen fortalte.")
        actions.approve_minutes(by=lead.actor, meeting=made, version=1)
    return made


def counted(person: Person) -> dict[str, int]:
    """How many rows somebody reads of each table with rows."""
    with person.acts():
        return {table: rows(f"select count(*) from {table}")[0][0] for table in TABLES[:-1]}


def test_a_meeting_is_read_by_those_it_is_open_to_and_by_nobody_else(
    world: World, lead: Person, police: Person, officer: Person, held: JointMeeting
) -> None:
    assert min(counted(lead).values()) == min(counted(police).values()) == 1
    assert counted(lead) == counted(police)
    assert counted(officer) == {**counted(police), "casework_jointpaper": 1}
    with police.acts():
        ended = "ended_at = now(), ended_by = sec.user_id(), ended_by_name = sec.own_name()"
        whose = f" where authority_id = {HOME_DISTRICT} returning user_id"
        assert rows(f"update casework_jointinvitee set {ended}{whose}") == [
            (officer.actor.user_id,)
        ]
    for authority, role in (
        (HOME_DISTRICT, Role.OFFICER),
        (FAR_DISTRICT, Role.POLICE_COORDINATOR),
        (FAR_DISTRICT, Role.OFFICER),
        (NEIGHBOUR, Role.COORDINATOR),
        (NEIGHBOUR, Role.CASEWORKER),
    ):
        assert set(counted(world.person(authority, role)).values()) == {0}, (authority, role)
    for authority, role in ((HOME, Role.REPORTER), (HOME, Role.LOG_REVIEWER), (1, Role.ANALYST)):
        with world.person(authority, role).acts():
            assert all(refused(f"select 1 from {table}") for table in TABLES)


def test_a_restricted_case_hides_its_meetings_inside_the_municipality(
    world: World, lead: Person, police: Person, held: JointMeeting
) -> None:
    with lead.acts():
        case = Case.objects.for_actor(lead.actor).get(pk=held.case_id)
        actions.restrict(
            by=lead.actor,
            case=case,
            version=case.version,
            membership_ids=[lead.actor.membership_id],
        )
    assert set(counted(world.person(HOME, Role.LEADER)).values()) == {0}
    assert min(counted(lead).values()) == min(counted(police).values()) == 1


def test_the_districts_sight_ends_with_the_last_sharing(
    lead: Person, police: Person, officer: Person, held: JointMeeting
) -> None:
    with lead.acts():
        shared = Disclosure.objects.for_actor(lead.actor).select_related("case").get()
        actions.withdraw(by=lead.actor, disclosure=shared, reason="Ikke længere nødvendigt.")
        later = clock.now() + timedelta(days=99)
        rows("update casework_jointmeeting set shared_until = %s returning 1", later)
    for person in (police, officer):
        assert set(counted(person).values()) == {0}


def test_nobody_plans_or_writes_for_the_other_side(
    lead: Person, police: Person, officer: Person, held: JointMeeting
) -> None:
    with police.acts():
        assert answer("update casework_jointmeeting set planned_at = now()") == (
            "the municipality plans the meeting"
        )
        assert refused("insert into casework_jointplan select * from casework_jointplan")
        assert signs_for(HOME) == {"row-level security"}
        theirs = f" where authority_id = {HOME}"
        assert refused("update casework_jointinvitee set ended_at = now()" + theirs)
    with lead.acts():
        assert signs_for(HOME_DISTRICT) == {"row-level security"}
    with officer.acts():
        assert signs_for(HOME_DISTRICT) == {"row-level security"}
        assert refused("update casework_jointmeeting set locked_at = now()")


def test_only_two_approvals_of_the_same_words_lock_the_minutes(
    lead: Person, police: Person, held: JointMeeting
) -> None:
    locks = "update casework_jointmeeting set locked_at = now()"
    with lead.acts():
        assert answer(locks) == "both coordinators approve the same minutes"
        assert refused("update casework_jointminutes set number = 9")
        assert copied("minutes", "'number', 7").startswith("minutes follow each other")
        assert copied("minutes", "'number', 2, 'is_addition', true") == NOT_THERE
        actions.write_minutes(by=lead.actor, meeting=held, version=1, text="Noget andet")
    with police.acts():
        old = rows("select id from casework_jointminutes where number = 1")[0][0]
        stale = f"'authority_id', {HOME_DISTRICT}, 'minutes_id', '{old}'"
        assert copied("approval", stale).startswith("minutes follow each other")
        actions.approve_minutes(by=police.actor, meeting=held, version=2)
        assert answer(locks) == "both coordinators approve the same minutes"
    with lead.acts():
        actions.approve_minutes(by=lead.actor, meeting=held, version=2)
        assert copied("minutes", "'number', 3") == NOT_THERE
        assert copied("invitee", "'ended_at', null") == NOT_THERE
        for change in ("locked_at = null", "planned_at = now()", "case_number = '1'"):
            assert "stays so" in answer(f"update casework_jointmeeting set {change}")


def test_a_meeting_with_minutes_is_planned_no_more(lead: Person, held: JointMeeting) -> None:
    stays = "a meeting with minutes has been held"
    with lead.acts():
        for change in ("planned_at = now()", "cancelled_at = now()"):
            assert answer(f"update casework_jointmeeting set {change}") == stays
        assert copied("plan", "'planned_at', now()") == stays


def test_minutes_that_the_district_cannot_read_are_not_locked(
    lead: Person, police: Person, held: JointMeeting
) -> None:
    with police.acts():
        signed = f"'authority_id', {HOME_DISTRICT}, 'by_name', sec.own_name()"
        assert copied("approval", signed) == ""
    with lead.acts():
        shared = Disclosure.objects.for_actor(lead.actor).select_related("case").get()
        actions.withdraw(by=lead.actor, disclosure=shared, reason="Ikke længere nødvendigt.")
        assert answer("update casework_jointmeeting set locked_at = now()") == (
            "the district reads what is approved"
        )


def test_what_is_written_on_a_meeting_is_ended_and_never_rewritten(
    lead: Person, held: JointMeeting
) -> None:
    rewritten = "what is written on a meeting is ended, never rewritten"
    with lead.acts():
        mine = f" where authority_id = {HOME}"
        assert (
            answer("update casework_jointinvitee set user_id = sec.user_id()" + mine) == rewritten
        )
        assert answer("update casework_jointpaper set user_id = sec.user_id()" + mine) == rewritten
        for name in ("plan", "attendance", "minutes", "approval"):
            assert refused(f"update casework_joint{name} set at = now()")
        assert all(refused(f"delete from {table}") for table in TABLES)


@pytest.mark.parametrize("name", ["meeting", *PARTS[:-1]])
def test_nobody_signs_for_a_colleague(
    world: World, lead: Person, held: JointMeeting, name: str
) -> None:
    own = COPY.replace(" order", f" where authority_id = {HOME} order") if name in PARTS else COPY
    number = "'number', 2, " if name == "minutes" else ""
    stranger = world.person(HOME, Role.LEADER).actor.user_id
    if name == "plan":  # of a meeting without minutes: it can be planned anew
        ahead = joint.shared_and_planned(lead)
        own = own.replace(" order", f" and meeting_id = '{ahead.pk}' order")
    with lead.acts():
        said = answer(own.format(name, f"{number}'by_user', '{stranger}'::uuid", name))
    assert said == "nobody signs for somebody else"


def test_a_paper_is_shared_and_the_invitees(lead: Person, held: JointMeeting) -> None:
    unfit = "a paper is shared, and for somebody who is invited"
    free = (
        "insert into casework_jointpaper select (jsonb_populate_record(p, jsonb_build_object('id',"
        " gen_random_uuid(), 'at', now(), 'by_user', sec.user_id(), 'item_id', d.id{}))).*"
        " from casework_jointpaper p join casework_disclosureitem d on d.case_id = p.case_id"
        f" where p.authority_id = {HOME} and d.id <> p.item_id limit 1"
    )
    with lead.acts():
        assert answer(free.format("")) == ""
        assert answer(free.format(", 'user_id', sec.user_id()")) == unfit
        shared = Disclosure.objects.for_actor(lead.actor).select_related("case").get()
        actions.withdraw(by=lead.actor, disclosure=shared, reason="Ikke længere nødvendigt.")
        assert answer(free.format("")) == unfit
