"""The alarms before a plan's revision: to whom, when, once, and after a pause."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from uuid import UUID, uuid4

import pytest

from knowledge.plans.reminders import (
    KIND,
    LONGEST_AFTER,
    MONTHS,
    PATIENCE,
    remind_of_plans,
    step_of,
)
from knowledge.plans.schedule import moved
from stopext.notifications.digest import send_digests
from tests.notifications.conftest import Office
from tests.support.world import HOME

DUE = date(2027, 11, 30)
#: Twelve months before.
FIRST = datetime(2026, 11, 30, 4, 30, tzinfo=UTC)


@pytest.fixture
def plan(office: Office) -> UUID:
    """In force, to be revised on ``DUE``."""
    key = uuid4()
    office.admin.execute("delete from plans_plan")
    office.admin.execute(
        "insert into plans_plan (id, municipality_id, is_public, title, status, version,"
        " adopted_on, revision_due, organisation_model, vision, adopted_by) values"
        " (%s, %s, true, 'Plan', 'adopted', '1', '2023-11-30', %s, 'coordinator', '', 'Rådet')",
        [key, HOME, DUE],
    )
    return key


def remind(office: Office, moment: datetime) -> None:
    with office.job(moment):
        remind_of_plans()


def told(office: Office) -> list[tuple[str, str]]:
    """Who was told of which step, in order."""
    names = {office.lead.user.pk: "lead", office.leader.user.pk: "leader"}
    rows = office.rows(
        "select user_id, occasion from notifications_notice where kind = %s order by made_at", KIND
    )
    return [(names[user], occasion.partition(" ")[2]) for user, occasion in rows]


def test_the_coordinator_is_told_at_each_step_and_once(office: Office, plan: UUID) -> None:
    remind(office, FIRST - timedelta(days=1))
    assert told(office) == []
    for months in (12, 6, 3):
        day = moved(DUE, -months)
        for later in (0, 1):
            moment = datetime(day.year, day.month, day.day, 5, tzinfo=UTC)
            remind(office, moment + timedelta(days=later))
    assert told(office) == [("lead", "12"), ("lead", "6"), ("lead", "3")]
    rows = office.rows("select distinct about, authority_id from notifications_notice")
    assert rows == [(plan, HOME)]


def test_the_leader_is_told_when_nobody_has_read_it_in_two_weeks(
    office: Office, plan: UUID
) -> None:
    for later in (timedelta(0), PATIENCE - timedelta(hours=1), PATIENCE, PATIENCE * 2):
        remind(office, FIRST + later)
        expected = ["lead"] if later < PATIENCE else ["lead", "leader"]
        assert [who for who, _step in told(office)] == expected


def test_the_leader_is_left_in_peace_when_it_was_read(office: Office, plan: UUID) -> None:
    remind(office, FIRST)
    office.admin.execute("update notifications_notice set read_at = made_at")
    remind(office, FIRST + PATIENCE * 2)

    assert told(office) == [("lead", "12")]


def test_the_leader_is_told_at_once_when_nobody_coordinates(office: Office, plan: UUID) -> None:
    _end(office)
    for _time in range(2):
        remind(office, FIRST)

    assert told(office) == [("leader", "12")]


def test_the_leader_is_told_when_the_coordinator_leaves_without_having_read_it(
    office: Office, plan: UUID
) -> None:
    remind(office, FIRST)
    _end(office)
    remind(office, FIRST + timedelta(days=1))

    assert told(office) == [("lead", "12"), ("leader", "12")]


@pytest.mark.parametrize(
    ("back", "step"), [(date(2027, 7, 1), "6"), (date(2027, 9, 9), "3"), (date(2028, 1, 1), "3")]
)
def test_a_worker_that_was_down_tells_the_newest_step_only(
    office: Office, plan: UUID, back: date, step: str
) -> None:
    moment = datetime(back.year, back.month, back.day, 5, tzinfo=UTC)
    for later in range(3):
        remind(office, moment + timedelta(days=later))
    with office.job(moment + timedelta(days=3)):
        assert [send_digests(), send_digests()] == [1, 0]

    assert told(office) == [("lead", step)]


@pytest.mark.parametrize(
    "change",
    [
        "status = 'archived'",
        "revision_due = '2031-01-01'",
        "status = 'draft', is_public = false",
        "revision_due = '2026-01-01'",
    ],
)
def test_only_a_plan_in_force_whose_time_has_come(office: Office, plan: UUID, change: str) -> None:
    office.admin.execute(f"update plans_plan set {change}".encode())
    remind(office, FIRST)

    assert told(office) == []


def test_two_workers_at_once_tell_it_once(office: Office, plan: UUID) -> None:
    held = (
        "insert into notifications_notice"
        " (id, authority_id, user_id, kind, about, occasion, made_at) values"
        f" (gen_random_uuid(), {HOME}, '{office.lead.user.pk}', '{KIND}', '{plan}',"
        f" '{DUE} 12', now())"
    )

    office.at_once(remind_of_plans, held, FIRST)

    assert told(office) == [("lead", "12")]


def test_what_was_told_is_kept_longer_than_it_could_be_told_again() -> None:
    """The table of notices is the job's memory; a notice is kept for 365 days."""
    steps = [*sorted(MONTHS, reverse=True), -LONGEST_AFTER]
    for due in (date(2027, 11, 30), date(2028, 2, 29), date(2028, 8, 31)):
        days = [moved(due, -months) for months in steps]
        spans = [(b - a).days for a, b in pairwise(days)]
        assert max(spans) < 365


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2028, 2, 29), -12, date(2027, 2, 28)),
        (date(2027, 8, 31), -6, date(2027, 2, 28)),
        (date(2027, 1, 31), -3, date(2026, 10, 31)),
        (date(2026, 12, 1), 12, date(2027, 12, 1)),
    ],
)
def test_months_end_where_they_end(day: date, months: int, expected: date) -> None:
    assert moved(day, months) == expected


def test_before_the_first_step_there_is_none() -> None:
    assert step_of(DUE, moved(DUE, -12) - timedelta(days=1)) is None
    assert step_of(DUE, moved(DUE, -12)) == 12


def _end(office: Office) -> None:
    office.admin.execute(
        "update accounts_membership set active = false where user_id = %s", [office.lead.user.pk]
    )
