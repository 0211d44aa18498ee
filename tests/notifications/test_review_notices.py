"""Who is told of a review between two municipalities: the other side, of each step, once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from knowledge.readiness.notices import BACK, KIND, lines, tell_of_reviews
from tests.accounts.conftest import logged_in
from tests.notifications.conftest import Office
from tests.support import databases
from tests.support.world import HOME, NEIGHBOUR

NOW = datetime(2026, 11, 30, 4, 30, tzinfo=UTC)


def planted(office: Office, owner: int, reviewer: int) -> UUID:
    """A review that was asked just now."""
    key, done = uuid4(), uuid4()
    office.admin.execute(
        "insert into readiness_assessment (id, municipality_id, questionnaire_number, started_at,"
        " started_by_name, is_locked, locked_at, locked_by_name)"
        " values (%s, %s, 1, %s, 'x', true, %s, 'x')",
        [done, owner, NOW, NOW],
    )
    office.admin.execute(
        "insert into readiness_review (id, municipality_id, reviewer_id, assessment_id,"
        " questionnaire_number, message, readable_until, asked_at, asked_by_name, answer,"
        " answered_by_name) values (%s, %s, %s, %s, 1, 'x', '2027-01-01', %s, 'x', '', '')",
        [key, owner, reviewer, done, NOW],
    )
    return key


@pytest.fixture(autouse=True)
def _empty(office: Office) -> None:
    for table in ("reply", "review", "assessment"):
        office.admin.execute(f"delete from readiness_{table}".encode())


def told(office: Office) -> list[tuple[str, str]]:
    names = {office.lead.user.pk: "lead", office.leader.user.pk: "leader"}
    rows = office.rows(
        "select user_id, occasion from notifications_notice where kind = %s order by occasion", KIND
    )
    return [(names[user], occasion) for user, occasion in rows]


def tell(office: Office, moment: datetime = NOW) -> None:
    with office.job(moment):
        tell_of_reviews()


def reply(office: Office, review: UUID, *, accepts: bool = True) -> None:
    office.admin.execute(
        "insert into readiness_reply (id, municipality_id, reviewer_id, review_id, is_accepted,"
        " reason, decided_at, decided_by_name, sent_by_name) select gen_random_uuid(),"
        " municipality_id, reviewer_id, id, %s, '', %s, 'x', '' from readiness_review"
        " where id = %s",
        [accepts, NOW, review],
    )


def test_who_is_asked_is_told_once_and_again_at_the_end(office: Office) -> None:
    planted(office, NEIGHBOUR, HOME)
    for _time in range(2):
        tell(office)
    assert told(office) == [("lead", "asked")]

    office.admin.execute("update readiness_review set answered_at = asked_at, ended_at = asked_at")
    tell(office)

    assert told(office) == [("lead", "answered"), ("lead", "asked"), ("lead", "ended")]


def test_who_asked_is_told_what_came_of_it(office: Office) -> None:
    review = planted(office, HOME, NEIGHBOUR)
    tell(office)
    assert told(office) == []

    reply(office, review)
    office.admin.execute("update readiness_reply set sent_at = decided_at, ended_at = decided_at")
    tell(office)

    assert told(office) == [("lead", "accepted"), ("lead", "ended"), ("lead", "sent")]


def test_a_no_is_told_and_old_news_are_not(office: Office) -> None:
    reply(office, planted(office, HOME, NEIGHBOUR), accepts=False)
    tell(office, NOW + BACK + timedelta(days=1))
    assert told(office) == []

    tell(office)

    assert told(office) == [("lead", "refused")]


def test_the_leader_is_told_where_nobody_coordinates(office: Office) -> None:
    office.admin.execute(
        "update accounts_membership set role = 'reporter' where role = 'coordinator'"
    )
    planted(office, NEIGHBOUR, HOME)

    tell(office)

    assert told(office) == [("leader", "asked")]


def test_a_notice_says_with_whom_and_where_it_is(office: Office) -> None:
    asked, own = planted(office, NEIGHBOUR, HOME), planted(office, HOME, NEIGHBOUR)
    with logged_in(databases.both(office.urls)), office.lead.acts():
        found = lines(office.lead.actor, [asked, own, uuid4()])

    assert {*found} == {asked, own}
    assert [found[key].of(what) for key in (asked, own) for what in ("asked", "sent")] == [
        "Frederikshavn Kommune beder jer om at gennemgå sin selvvurdering",
        "",
        "",
        "Frederikshavn Kommune har sendt bemærkninger til jeres selvvurdering",
    ]
    assert {line.text.partition(" med ")[2] for line in found.values()} == {
        "Frederikshavn Kommune: venter på svar"
    }
