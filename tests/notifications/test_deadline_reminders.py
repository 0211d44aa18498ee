"""Who leads a case is told of its deadline: when, once, anew when it is moved, and no longer."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction

from casework import actions
from casework.actions.reminding import AFTER, remind_of_requests
from casework.models import Case
from casework.queries.notices import case_due_lines
from casework.rules.deadlines import DeadlineStep
from casework.rules.workflow import Field, State
from stopext.access import clock
from tests.accounts.conftest import logged_in
from tests.casework.deadlines import moved_deadline
from tests.casework.samples import facts, other_than, person
from tests.notifications.conftest import Office
from tests.notifications.test_request_reminders import ASKED, at
from tests.support import databases

#: Five working days after the concern came, on a Wednesday.
DUE = date(2027, 8, 4)


@pytest.fixture
def led(office: Office) -> UUID:
    """The only case with a deadline; the leader is its coordinator."""
    lead = office.lead
    office.admin.execute("update casework_case set due_at = null")
    with logged_in(databases.both(office.urls)), clock.at(ASKED), lead.acts(), transaction.atomic():
        hits = actions.search_repeats(by=lead.actor, person=person())
        case = actions.register_concern(
            by=lead.actor, person=person(), facts=facts(), answers=other_than(hits)
        )
        moved: dict[Field, Any] = {Field.COORDINATOR: office.leader.membership.pk}
        case = actions.change_state(
            by=lead.actor, case=case, version=case.version, target=State.ASSESSMENT, values=moved
        )
    return case.pk


def told(office: Office) -> list[tuple[UUID, UUID, str]]:
    """Who was told, of what, and which step."""
    query = (
        "select user_id, about, occasion from notifications_notice where kind = 'case_due'"
        " order by made_at, occasion"
    )
    return [*office.rows(query)]


def remind(office: Office, day: date) -> None:
    with office.job(at(day)):
        remind_of_requests()


def test_who_leads_is_told_at_each_step_once(office: Office, led: UUID) -> None:
    leader = office.leader.user.pk
    remind(office, DUE - timedelta(days=5))
    assert told(office) == []
    for days in (-2, -1, 0):
        remind(office, DUE + timedelta(days=days))
    assert told(office) == [(leader, led, f"{DUE} soon")]
    for days in (1, 2, 9):
        remind(office, DUE + timedelta(days=days))
    assert told(office) == [(leader, led, f"{DUE} soon"), (leader, led, f"{DUE} over")]


def test_what_is_long_past_is_told_by_the_start_page_alone(office: Office, led: UUID) -> None:
    remind(office, DUE + AFTER + timedelta(days=1))

    assert (told(office), bool(led)) == ([], True)


def test_a_deadline_that_was_moved_is_told_anew(office: Office, led: UUID) -> None:
    remind(office, DUE)
    with (
        logged_in(databases.both(office.urls)),
        clock.at(at(DUE)),
        office.leader.acts(),
        transaction.atomic(),
    ):
        by = office.leader.actor
        case = Case.objects.for_actor(by).get(pk=led)
        assert case_due_lines(by, [led])[led].of(f"{DUE} soon") == ""
        made = moved_deadline(by, case, DeadlineStep.EXTENDED, day=DUE + timedelta(days=7))
        assert case_due_lines(by, [led])[led].of(f"{DUE} soon") is None
        Case.objects.for_actor(by).filter(pk=led).update(due_at=None)
        assert case_due_lines(by, [led]) == {}
        Case.objects.for_actor(by).filter(pk=led).update(due_at=made.due)
    remind(office, DUE + timedelta(days=7))

    assert [occasion for _who, _about, occasion in told(office)] == [
        f"{DUE} soon",
        f"{DUE + timedelta(days=7)} soon",
    ]
