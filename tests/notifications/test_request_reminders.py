"""Reminders of questions to other authorities: when, to whom, once, and after a pause."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction

from casework import actions
from casework.actions.reminding import AFTER, KIND, remind_of_requests, step_of
from casework.models import Case, InformationRequest
from casework.queries.notices import due_lines
from casework.rules.workflow import Field, State
from stopext.access import clock
from stopext.access.roles import Role
from stopext.accounts.models import Authority
from stopext.notifications.digest import send_digests
from tests.accounts.conftest import logged_in
from tests.casework import inquiries
from tests.casework.samples import facts, other_than, person
from tests.notifications.conftest import Office
from tests.support import databases
from tests.support.world import NEIGHBOUR, make_person

#: A Wednesday; two working days before it is Monday the 9th.
DUE = date(2027, 8, 11)
ASKED = datetime(2027, 7, 28, 9, tzinfo=UTC)


def at(day: date) -> datetime:
    """Five in the morning."""
    return datetime(day.year, day.month, day.day, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "step"),
    [
        (date(2027, 8, 8), ""),
        (date(2027, 8, 9), "soon"),
        (date(2027, 8, 11), "soon"),
        (date(2027, 8, 12), "over"),
    ],
)
def test_the_step_is_counted_in_working_days(day: date, step: str) -> None:
    assert step_of(DUE, day) == step


@pytest.fixture
def asked(office: Office) -> UUID:
    """A question that waits for its answer, asked by the coordinator of another's case."""
    for table in ("inquiryreply", "inquiry", "informationrequest"):
        office.admin.execute(f"delete from casework_{table}".encode())
    lead = office.lead
    with logged_in(databases.both(office.urls)), clock.at(ASKED), lead.acts(), transaction.atomic():
        hits = actions.search_repeats(by=lead.actor, person=person())
        case = actions.register_concern(
            by=lead.actor, person=person(), facts=facts(), answers=other_than(hits)
        )
        moved: dict[Field, Any] = {Field.COORDINATOR: office.leader.membership.pk}
        actions.change_state(
            by=lead.actor, case=case, version=case.version, target=State.ASSESSMENT, values=moved
        )
        row = actions.ask_information(
            by=lead.actor, case=case, authority="Skolen", question="Trivsel?", due_on=DUE
        )
    return row.pk


def remind(office: Office, day: date) -> None:
    with office.job(at(day)):
        remind_of_requests()


def told(office: Office) -> list[tuple[str, str]]:
    """Who was told of which step, in order."""
    names = {office.lead.user.pk: "lead", office.leader.user.pk: "leader"}
    rows = office.rows("select user_id, occasion from notifications_notice where kind = %s", KIND)
    return sorted(
        ((names[user], occasion.partition(" ")[2]) for user, occasion in rows), reverse=True
    )


BOTH_SOON = [("leader", "soon"), ("lead", "soon")]


def test_who_asked_and_who_leads_are_told_at_each_step_once(office: Office, asked: UUID) -> None:
    remind(office, DUE - timedelta(days=3))
    assert told(office) == []
    for day in (date(2027, 8, 9), date(2027, 8, 10), DUE):
        remind(office, day)
        assert told(office) == BOTH_SOON
    for later in (1, 2, 20):
        remind(office, DUE + timedelta(days=later))
    assert [step for _who, step in told(office)] == ["soon", "over", "soon", "over"]
    about = office.rows("select distinct about from notifications_notice where kind = %s", KIND)
    assert about == [(asked,)]


def test_a_worker_that_was_down_tells_the_newest_step_and_mails_once(
    office: Office, asked: UUID
) -> None:
    back = DUE + timedelta(days=5)
    for later in range(2):
        remind(office, back + timedelta(days=later))
    with office.job(at(back + timedelta(days=2))):
        assert [send_digests(), send_digests()] == [2, 0]
    assert {step for _who, step in told(office)} == {"over"}
    remind(office, DUE + AFTER + timedelta(days=1))
    assert len(told(office)) == 2


@pytest.mark.parametrize(
    "change",
    [
        "update casework_informationrequest set answered_at = now(), answered_by_name = 'x'",
        "update casework_case set state = 'erased'",
    ],
)
def test_what_was_answered_or_ended_is_not_told(office: Office, asked: UUID, change: str) -> None:
    office.admin.execute("set session_replication_role = replica")
    office.admin.execute(change.encode())
    remind(office, DUE)
    assert told(office) == []


def test_two_workers_at_once_tell_it_once(office: Office, asked: UUID) -> None:
    held = (
        "insert into notifications_notice"
        " (id, authority_id, user_id, kind, about, occasion, made_at) select"
        f" gen_random_uuid(), 851, u, '{KIND}', '{asked}', '{DUE} soon', now()"
        f" from unnest(array['{office.lead.user.pk}', '{office.leader.user.pk}']::uuid[]) u"
    )
    office.at_once(remind_of_requests, held, at(DUE))
    assert told(office) == BOTH_SOON


def test_the_line_goes_when_the_answer_is_there(office: Office, asked: UUID) -> None:
    lead = office.lead
    with logged_in(databases.both(office.urls)), lead.acts(), transaction.atomic():
        line = due_lines(lead.actor, [asked])[asked]
        assert ("11. august 2027" in line.text, "Skolen" in line.text) == (True, False)
        row = InformationRequest.objects.for_actor(lead.actor).get(pk=asked)
        row.case = Case.objects.for_actor(lead.actor).get(pk=row.case_id)
        actions.record_information(by=lead.actor, request=row, said=inquiries.replied())
        assert due_lines(lead.actor, [asked]) == {}


def test_those_who_answer_in_the_portal_are_reminded_until_they_have(
    office: Office, asked: UUID
) -> None:
    lead, neighbours = office.lead, databases.both(office.urls)
    with logged_in(neighbours):
        asked_of = make_person(Authority.objects.get(pk=NEIGHBOUR), Role.COORDINATOR)
        make_person(Authority.objects.get(pk=NEIGHBOUR), Role.CASEWORKER)
    with logged_in(neighbours), clock.at(ASKED), lead.acts(), transaction.atomic():
        row = InformationRequest.objects.for_actor(lead.actor).get(pk=asked)
        row.case = Case.objects.for_actor(lead.actor).select_related("subject").get(pk=row.case_id)
        made = inquiries.sent(lead.actor, row, NEIGHBOUR)
    for day in (DUE, DUE, DUE + timedelta(days=1)):
        remind(office, day)
    assert told(office) == [
        ("leader", "soon"),
        ("leader", "over"),
        ("lead", "soon"),
        ("lead", "over"),
    ]
    query = (
        "select user_id, occasion from notifications_notice where kind = 'inquiry' and about = %s"
    )
    assert sorted(office.rows(query, made.pk)) == [
        (asked_of.user.pk, f"{DUE} over"),
        (asked_of.user.pk, f"{DUE} soon"),
        (asked_of.user.pk, "sent"),
    ]
    office.admin.execute("delete from notifications_notice")
    with logged_in(neighbours), asked_of.acts(), transaction.atomic():
        inquiries.answer(asked_of.actor, made)
    remind(office, DUE)
    assert told(office) == []
    kinds = office.rows("select kind from notifications_notice where kind <> 'case_due'")
    assert kinds == [("inquiry_answered",)]
