"""The database's wall around questions to other authorities: raw SQL as each role."""

from __future__ import annotations

from typing import Any

import pytest

from casework import actions
from casework.models import Case, FieldHistory, Inquiry
from stopext.access.roles import Role
from tests.casework import inquiries
from tests.casework.samples import another_case
from tests.casework.test_insider_walls import answer
from tests.casework.test_walls import refused, rows
from tests.support.world import FAR_DISTRICT, HOME, HOME_DISTRICT, NEIGHBOUR, Person, World

SENT = "select count(*) from casework_inquiry"
SAID = "select count(*) from casework_inquiryreply"
REPLY = (
    "insert into casework_inquiryreply (id, municipality_id, case_id, inquiry_id, asked_id,"
    " by_user, by_name, at, number, reply, text, source, legal_basis)"
    " values (gen_random_uuid(), %s, %s, %s, %s, {user}, 'x', now(), %s, %s, '', '', '')"
)
TELL = (
    "insert into notifications_notice (id, authority_id, user_id, kind, about, occasion, made_at)"
    " values (gen_random_uuid(), %s, %s, %s, %s, 'x', now())"
)
COPY = (
    "insert into casework_inquiry select (jsonb_populate_record(t, jsonb_build_object('id',"
    " gen_random_uuid(), 'by_user', sec.user_id(), 'at', now(), 'request_id', %s::uuid,"
    " 'withdrawn_at', null, 'withdrawn_by', null, {}))).* from casework_inquiry t limit 1"
)
ANSWERING = {Role.COORDINATOR, Role.LEADER, Role.POLICE_COORDINATOR}


@pytest.fixture
def lead(world: World) -> Person:
    return world.person(HOME, Role.COORDINATOR)


@pytest.fixture
def police(world: World) -> Person:
    return world.person(HOME_DISTRICT, Role.POLICE_COORDINATOR)


@pytest.fixture
def row(lead: Person, police: Person) -> Inquiry:
    """A question to the district, which can answer it."""
    return inquiries.new_inquiry(lead)


def says(row: Inquiry, user: str = "sec.user_id()", **changes: Any) -> bool:
    """Whether the database refuses an answer written by hand."""
    keys = {"case": row.case_id, "asked": row.asked_id, "number": 1, "reply": "nothing"} | changes
    values = (
        *(row.municipality_id, keys["case"], row.pk, keys["asked"]),
        *(keys["number"], keys["reply"]),
    )
    return refused(REPLY.format(user=user), *values)


@pytest.mark.parametrize("asked", [HOME_DISTRICT, NEIGHBOUR])
def test_a_question_is_read_by_those_of_the_case_and_those_who_answer(
    world: World, lead: Person, asked: int
) -> None:
    roles = (Role.COORDINATOR, Role.LEADER, Role.CASEWORKER)
    theirs = {
        HOME_DISTRICT: (Role.POLICE_COORDINATOR, Role.OFFICER),
        NEIGHBOUR: roles,
        FAR_DISTRICT: (Role.POLICE_COORDINATOR,),
        HOME: roles,
    }
    people = {
        (place, role): world.person(place, role) for place, each in theirs.items() for role in each
    }
    made = inquiries.new_inquiry(lead, asked)
    answering = next(person for (place, role), person in people.items() if place == asked)
    with answering.acts():
        inquiries.answer(answering.actor, made)
    for (place, role), person in people.items():
        seen = int(place == HOME or (place == asked and role in ANSWERING))
        with person.acts():
            assert (rows(SENT), rows(SAID)) == ([(seen,)], [(seen,)]), (place, role)
    for place, role in ((HOME, Role.REPORTER), (HOME, Role.LOG_REVIEWER), (1, Role.ANALYST)):
        with world.person(place, role).acts():
            assert refused(SENT)
            assert refused(SAID)


def test_a_restricted_case_hides_its_questions_inside_the_municipality_alone(
    world: World, lead: Person, police: Person, row: Inquiry
) -> None:
    with lead.acts():
        case = Case.objects.for_actor(lead.actor).get(pk=row.case_id)
        readers = [lead.actor.membership_id]
        actions.restrict(by=lead.actor, case=case, version=case.version, membership_ids=readers)
    with police.acts():
        inquiries.answer(police.actor, row)
        assert (rows(SENT), rows(SAID)) == ([(1,)], [(1,)])
    leader = world.person(HOME, Role.LEADER)
    with leader.acts():
        assert (rows(SENT), rows(SAID)) == ([(0,)], [(0,)])
        hidden = {key for (key,) in rows("select * from sec.hidden_parts()")}
        assert row.pk in hidden, "the log names it to nobody who does not see the case"


def test_the_asked_authority_answers_in_its_own_name_and_order(
    world: World, lead: Person, police: Person, row: Inquiry
) -> None:
    for person in (lead, world.person(HOME_DISTRICT, Role.OFFICER), world.person(1, Role.ADVISER)):
        with person.acts():
            assert says(row), person
            assert says(row, asked=person.actor.authority_id)
    with lead.acts():
        other = another_case(lead.actor, "Ea Attrapsen")
    with police.acts():
        assert says(row, user="gen_random_uuid()")
        assert says(row, asked=FAR_DISTRICT)
        assert says(row, case=other.pk)
        assert says(row, number=2)
        assert says(row, reply="known"), "told without a ground"
        assert not says(row)
        assert says(row), "numbered twice"
        assert not says(row, number=2, reply="refused")
        for table in ("inquiry", "inquiryreply"):
            assert refused(f"update casework_{table} set case_id = case_id"), table
            assert refused(f"delete from casework_{table}"), table
    with lead.acts():
        assert refused("update casework_inquiryreply set reply = 'nothing'")
        assert refused("delete from casework_inquiryreply")


def test_a_question_is_sent_to_who_can_answer_and_by_who_leads(
    world: World, lead: Person, police: Person, row: Inquiry
) -> None:
    with lead.acts():
        case = Case.objects.for_actor(lead.actor).get(pk=row.case_id)
        again = inquiries.asked(lead.actor, case)
        other = another_case(lead.actor, "Ea Attrapsen")
        assert refused(COPY.format(f"'asked_id', {HOME}"), again.pk), "itself"
        assert refused(COPY.format(f"'asked_id', {inquiries.EMPTY}"), again.pk), (
            "nobody answers there"
        )
        assert refused(COPY.format("'case_number', '2026-0851-9999'"), again.pk)
        assert refused(COPY.format(f"'case_id', '{other.pk}'"), again.pk), "of another case"
        assert refused(COPY.format("'withdrawn_at', now()"), again.pk)
        by_another = COPY.format("'by_user', gen_random_uuid()")
        assert answer(by_another, again.pk) == "nobody signs for somebody else"
        assert refused(COPY.format("'told', 'name'"), row.request_id), "sent twice"
    with world.person(HOME, Role.CASEWORKER).acts():
        assert refused(COPY.format("'told', 'name'"), again.pk)
    with lead.acts():
        assert not refused(COPY.format("'told', 'name'"), again.pk)


def test_a_question_is_withdrawn_once_and_changed_by_nothing_else(
    world: World, lead: Person, police: Person, row: Inquiry
) -> None:
    back = (
        "update casework_inquiry set withdrawn_at = now(), withdrawn_by = sec.user_id(),"
        " withdrawn_by_name = sec.own_name() {}"
    )
    with lead.acts():
        assert refused("update casework_inquiry set question = ''")
        assert refused("update casework_inquiry set due_on = due_on + 9")
        assert refused(back.format(", due_on = due_on + 9"))
        assert refused(back.format("").replace("sec.user_id()", "gen_random_uuid()"))
        actions.withdraw_inquiry(by=lead.actor, inquiry=row, reason="Ikke nødvendigt")
        assert refused("update casework_inquiry set withdrawn_at = null, withdrawn_by = null")
    with police.acts():
        assert says(row), "withdrawn"
        assert rows("select count(*) from casework_inquiry where withdrawn_at is not null") == [
            (1,)
        ]
        assert refused("select 1 from casework_fieldhistory")
    with lead.acts():
        kept = FieldHistory.objects.for_actor(lead.actor).get(row_id=row.pk)
    assert {"question", "citizen", "necessity"} <= set(kept.old)
    assert kept.municipality_id == HOME


def test_what_is_answered_is_not_withdrawn(lead: Person, police: Person, row: Inquiry) -> None:
    with police.acts():
        inquiries.answer(police.actor, row)
    with lead.acts():
        assert "what is answered is not withdrawn" in answer(
            "update casework_inquiry set withdrawn_at = now(), withdrawn_by = sec.user_id()"
        )


def test_who_asked_is_told_by_who_was_asked_and_nobody_else(
    world: World, lead: Person, police: Person, row: Inquiry
) -> None:
    leader, mine = world.person(HOME, Role.LEADER).actor.user_id, lead.actor.user_id
    kind = "inquiry_answered"
    with world.person(FAR_DISTRICT, Role.POLICE_COORDINATOR).acts():
        assert refused(TELL, HOME, mine, kind, row.pk)
    with world.person(HOME_DISTRICT, Role.OFFICER).acts():
        assert refused(TELL, HOME, mine, kind, row.pk)
    with police.acts():
        assert refused(TELL, HOME, leader, kind, row.pk)
        assert refused(TELL, NEIGHBOUR, mine, kind, row.pk)
        assert refused(TELL, HOME, mine, kind, row.case_id)
        assert refused(TELL, HOME, mine, "case_danger", row.pk)
        assert not refused(TELL, HOME, mine, kind, row.pk)
    with lead.acts():
        assert refused(TELL, HOME_DISTRICT, police.actor.user_id, "inquiry", row.pk)
        assert refused("select * from sec.answering()"), "who works there is not told"
