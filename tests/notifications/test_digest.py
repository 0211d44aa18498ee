"""Mail about what is new: when each person wants it, once, and without a word too many."""

from __future__ import annotations

import email
import email.policy
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.mail import EmailMessage

from stopext.access import clock
from stopext.accounts.mail.outbox import send_waiting_mail
from stopext.notifications.digest import last_monday, last_morning, send_digests
from stopext.web.leftovers import remove_leftovers
from tests.notifications.conftest import Office

#: Saturday noon in Denmark.
SATURDAY = datetime(2026, 11, 28, 11, 0, tzinfo=UTC)
MONDAY = datetime(2026, 11, 30, 6, 0, tzinfo=UTC)


def at(office: Office, moment: datetime) -> int:
    """How many mails the job puts in the outbox then."""
    with office.job(moment):
        return send_digests()


@pytest.mark.parametrize(
    ("wish", "before", "after"),
    [
        ("now", SATURDAY - timedelta(seconds=1), SATURDAY + timedelta(minutes=1)),
        ("daily", datetime(2026, 11, 29, 5, 59, tzinfo=UTC), datetime(2026, 11, 29, 6, tzinfo=UTC)),
        ("weekly", datetime(2026, 11, 30, 5, 59, tzinfo=UTC), MONDAY),
    ],
)
def test_it_comes_when_she_wants_it_and_once(
    office: Office, wish: str, before: datetime, after: datetime
) -> None:
    office.wants(wish)
    office.plant(SATURDAY)
    office.plant(SATURDAY)

    if wish != "now":
        assert at(office, before) == 0
    later = (after, after, after + timedelta(days=30))
    assert [at(office, moment) for moment in later] == [1, 0, 0]
    assert office.mails() == 1


@pytest.mark.parametrize("wish", ["now", "daily", "weekly"])
def test_a_worker_that_was_down_sends_it_once_when_it_is_back(office: Office, wish: str) -> None:
    office.wants(wish)
    for day in range(5):
        office.plant(SATURDAY - timedelta(days=7 * day))
    late = MONDAY + timedelta(days=2, hours=9)

    assert [at(office, late), at(office, late + timedelta(minutes=1))] == [1, 0]


def test_what_came_after_the_hour_waits_for_the_next(office: Office) -> None:
    office.wants("weekly")
    office.plant(SATURDAY)
    office.plant(MONDAY + timedelta(hours=1))

    assert at(office, MONDAY + timedelta(days=1)) == 1
    assert at(office, MONDAY + timedelta(days=6, hours=23)) == 0
    assert at(office, MONDAY + timedelta(days=7)) == 1


def test_who_wants_no_mail_gets_none_also_when_she_changes_her_mind(office: Office) -> None:
    office.wants("off")
    office.plant(SATURDAY)
    assert at(office, MONDAY) == 0
    office.wants("now")

    assert at(office, MONDAY) == 0


def test_what_she_has_read_already_is_no_mail(office: Office) -> None:
    office.wants("daily")
    office.plant(SATURDAY)
    office.admin.execute("update notifications_notice set read_at = now()")

    assert at(office, MONDAY) == 0


@pytest.mark.parametrize(
    "ended",
    [
        "membership set active = false where user_id",
        "membership set valid_until = current_date - 1, valid_from = '2026-01-01' where user_id",
        "membership set role = 'reporter' where user_id",
        "user set is_active = false where id",
    ],
)
def test_who_has_no_role_there_any_more_gets_nothing(office: Office, ended: str) -> None:
    office.plant(SATURDAY)
    office.admin.execute(f"update accounts_{ended} = %s".encode(), [office.lead.user.pk])

    assert [at(office, MONDAY), office.mails()] == [0, 0]


def test_two_workers_at_once_send_one(office: Office) -> None:
    for _time in range(3):
        office.plant(SATURDAY)

    office.at_once(send_digests, "select * from notifications_notice for update", MONDAY)

    assert office.mails() == 1


def test_a_run_that_is_killed_has_sent_nothing(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.plant(SATURDAY)

    def killed(self: EmailMessage) -> int:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(EmailMessage, "send", killed)
        with pytest.raises(KeyboardInterrupt):
            at(office, MONDAY)

    assert [at(office, MONDAY), at(office, MONDAY)] == [1, 0]


def test_the_mail_names_no_person_case_or_place(
    office: Office, settings: Any, tmp_path: Path
) -> None:
    settings.PORTAL_MAIL_FOLDER = tmp_path
    about = office.plant(SATURDAY)
    office.plant(SATURDAY, kind="plan_revision")
    office.plant(SATURDAY, kind="no_longer_registered")
    at(office, MONDAY)
    with office.job(MONDAY):
        assert send_waiting_mail(9) == 1

    [file] = tmp_path.iterdir()
    mail = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
    body = mail.get_content()
    assert mail["To"] == office.lead.user.email
    assert ["- Prøver" in body, "- Frister for kommunens handlingsplan" in body] == [True, True]
    assert "/nyt/" in body
    assert "/min-konto/mail/" in body
    told = f"{mail['Subject']} {body}"
    secret = (office.lead.user.name, "Aalborg", "851", str(about), "no_longer", "UNDEFINED")
    assert [word for word in secret if word in told] == []


def test_after_a_year_it_is_removed(office: Office) -> None:
    office.plant(clock.now() - timedelta(days=366))
    young = office.plant(clock.now() - timedelta(days=364))

    with office.job(clock.now()):
        assert remove_leftovers() == 1
    assert office.rows("select id from notifications_notice") == [(young,)]


@pytest.mark.parametrize(
    ("now", "morning", "monday"),
    [
        # Sunday, the clock goes back at 3 in the night; then Sunday before seven.
        ("2026-10-25T06:30Z", "2026-10-25T06:00Z", "2026-10-19T05:00Z"),
        ("2026-10-25T05:30Z", "2026-10-24T05:00Z", "2026-10-19T05:00Z"),
        # Monday on the hour, and a second before it.
        ("2026-11-30T06:00Z", "2026-11-30T06:00Z", "2026-11-30T06:00Z"),
        ("2026-11-30T05:59:59Z", "2026-11-29T06:00Z", "2026-11-23T06:00Z"),
        # New Year.
        ("2027-01-01T00:30Z", "2026-12-31T06:00Z", "2026-12-28T06:00Z"),
    ],
)
def test_seven_is_seven_in_denmark(now: str, morning: str, monday: str) -> None:
    moment = datetime.fromisoformat(now)

    assert last_morning(moment) == datetime.fromisoformat(morning)
    assert last_monday(moment) == datetime.fromisoformat(monday)
