"""Answers that came in a hearing and its deadline: who is told, once, and after a pause."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from knowledge.hearings.notices import ANSWER, DEADLINE, answer_lines, tell_of_hearings
from tests.accounts.conftest import logged_in
from tests.notifications.conftest import Office
from tests.support import databases
from tests.support.world import HOME

DEADLINE_DAY = datetime(2027, 3, 10, 6, tzinfo=UTC)
EARLY = DEADLINE_DAY - timedelta(days=9)


def invited(office: Office, hearing: UUID, *, user: UUID | None = None, sent: str = "") -> UUID:
    """Somebody who is asked: a colleague, or somebody outside."""
    key = uuid4()
    office.admin.execute(
        'insert into hearings_invitee (id, municipality_id, hearing_id, "user", name, email,'
        " digest, invited_at, invited_by_name, sent_at) values"
        " (%s, %s, %s, %s, 'N', %s, %s, now(), '', nullif(%s, '')::timestamptz)",
        [
            *(key, HOME, hearing, user, "" if user else "n@x.example"),
            *(None if user else key.bytes * 2, sent),
        ],
    )
    return key


@pytest.fixture
def hearing(office: Office) -> UUID:
    """Open until ``DEADLINE_DAY``."""
    key = uuid4()
    for table in ("invitee", "hearing"):
        office.admin.execute(f"delete from hearings_{table}".encode())
    office.admin.execute(
        "insert into hearings_hearing (id, municipality_id, plan, version, title, letter, contact,"
        " deadline, parts, opened_at, opened_by_name, closed_by_name) values"
        " (%s, %s, gen_random_uuid(), '1', 'H', 'L', 'K', %s, '[]', now(), '', '')",
        [key, HOME, DEADLINE_DAY.date()],
    )
    return key


def tell(office: Office, moment: datetime) -> None:
    with office.job(moment):
        tell_of_hearings()


def told(office: Office, kind: str) -> list[tuple[str, UUID]]:
    """Who was told, and of what."""
    names = {office.lead.user.pk: "lead", office.leader.user.pk: "leader"}
    query = "select user_id, about from notifications_notice where kind = %s"
    return sorted((names[user], about) for user, about in office.rows(query, kind))


def test_an_answer_is_told_once_and_again_when_it_is_sent_again(
    office: Office, hearing: UUID
) -> None:
    key = invited(office, hearing, sent="2027-02-20")
    for _time in range(2):
        tell(office, EARLY)
    assert told(office, ANSWER) == [("lead", hearing), ("leader", hearing)]
    assert told(office, DEADLINE) == []

    office.admin.execute("update hearings_invitee set sent_at = now() where id = %s", [key])
    tell(office, EARLY)

    assert len(told(office, ANSWER)) == 4


def test_an_answer_is_told_with_who_gave_it_and_not_to_herself(
    office: Office, hearing: UUID
) -> None:
    invited(office, hearing, sent="2027-02-20", user=office.leader.user.pk)
    tell(office, EARLY)
    assert told(office, ANSWER) == [("lead", hearing)]

    [(occasion,)] = office.rows("select occasion from notifications_notice where kind = %s", ANSWER)
    with logged_in(databases.both(office.urls)), office.lead.acts():
        line = answer_lines(office.lead.actor, [hearing])[hearing]

    assert line.of(occasion) == "N har svaret i høringen om kommunens handlingsplan."
    assert line.of("") == ""


def test_the_deadline_is_told_to_who_has_not_answered_and_who_leads(
    office: Office, hearing: UUID
) -> None:
    key = invited(office, hearing, user=office.leader.user.pk)
    invited(office, hearing)
    for days in (4, 3, 1, -1):
        tell(office, DEADLINE_DAY - timedelta(days=days))
        expected = [] if days > 3 else [("lead", hearing), ("leader", key)]
        assert told(office, DEADLINE) == expected


def test_a_closed_hearing_tells_nothing(office: Office, hearing: UUID) -> None:
    invited(office, hearing, sent="2027-02-20")
    office.admin.execute("update hearings_hearing set closed_at = now()")

    tell(office, DEADLINE_DAY)

    assert (told(office, ANSWER), told(office, DEADLINE)) == ([], [])
