"""Who owns a task is reminded when she asked for it; of a late one also who leads the case."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction

from casework import actions
from casework.actions import Wanted
from casework.actions.reminding import remind_of_requests
from casework.models import Task
from casework.rules.tasks import Ahead
from casework.rules.workflow import Field, State
from stopext.access import clock
from tests.accounts.conftest import logged_in
from tests.casework.samples import facts, other_than, person
from tests.notifications.conftest import Office
from tests.notifications.test_request_reminders import ASKED, at
from tests.support import databases

#: A Wednesday.
DUE = date(2027, 8, 11)


@pytest.fixture
def given(office: Office) -> UUID:
    """A task of the coordinator's own in a case that the leader leads."""
    lead = office.lead
    with logged_in(databases.both(office.urls)), clock.at(ASKED), lead.acts(), transaction.atomic():
        hits = actions.search_repeats(by=lead.actor, person=person())
        case = actions.register_concern(
            by=lead.actor, person=person(), facts=facts(), answers=other_than(hits)
        )
        moved: dict[Field, Any] = {Field.COORDINATOR: office.leader.membership.pk}
        case = actions.change_state(
            by=lead.actor, case=case, version=case.version, target=State.ASSESSMENT, values=moved
        )
        wanted = Wanted("Ring", owner=lead.actor.user_id, due_on=DUE, remind=Ahead.THREE)
        return actions.add_task(by=lead.actor, case=case, wanted=wanted).pk


def told(office: Office, task: UUID) -> list[tuple[UUID, str]]:
    """Who was told of which step of a task."""
    query = "select user_id, occasion from notifications_notice where about = %s order by 2, 1"
    return [*office.rows(query, task)]


def remind(office: Office, *days: date) -> None:
    for day in days:
        with office.job(at(day)):
            remind_of_requests()


def test_she_is_reminded_as_many_days_ahead_as_she_asked(office: Office, given: UUID) -> None:
    remind(office, DUE - timedelta(days=4))
    assert told(office, given) == []
    remind(office, DUE - timedelta(days=3), DUE - timedelta(days=2), DUE)
    assert told(office, given) == [(office.lead.user.pk, f"{DUE} soon")]


def test_what_is_late_is_told_to_who_leads_too_once(office: Office, given: UUID) -> None:
    remind(office, DUE + timedelta(days=1), DUE + timedelta(days=6))
    both = sorted([office.lead.user.pk, office.leader.user.pk])
    assert told(office, given) == [(user, f"{DUE} over") for user in both]


def test_what_has_ended_is_told_no_longer(office: Office, given: UUID) -> None:
    lead = office.lead
    with logged_in(databases.both(office.urls)), clock.at(ASKED), lead.acts(), transaction.atomic():
        row = Task.objects.for_actor(lead.actor).select_related("case").get(pk=given)
        actions.finish_task(by=lead.actor, task=row)
    remind(office, DUE, DUE + timedelta(days=1))
    assert told(office, given) == []
