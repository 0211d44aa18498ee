"""The worker that sends: at least once, later and later, and no word too many."""

from __future__ import annotations

import email
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from stopext.access import jobs
from stopext.accounts.mail.backends import OutboxBackend
from stopext.accounts.mail.outbox import JOB, LONGEST_RETRY, MAX_ATTEMPTS, send_waiting_mail
from stopext.accounts.models import OutgoingMail
from stopext.database import Urls
from tests.accounts.conftest import logged_in

BODY = "Brødtekst med æ, ø og å\n"


class DeafServer(BaseEmailBackend):
    """A mail server that is not there."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        raise ConnectionRefusedError("no mail server")


class Killed(BaseException):
    """The process ends between handing over and marking."""


class FatalServer(BaseEmailBackend):
    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        raise Killed


@pytest.fixture
def folder(mail_urls: Urls, unblocked: None, settings: Any, tmp_path: Path) -> Iterator[Path]:
    """Two mails wait; the default login is the job's."""
    settings.PORTAL_MAIL_FOLDER = tmp_path
    with logged_in(mail_urls.login):
        for number in (1, 2):
            mail = EmailMessage(f"Emne {number}", BODY, to=[f"{number}@portal.example"])
            OutboxBackend().send_messages([mail])
    with logged_in(mail_urls.job):
        yield tmp_path
        with jobs.working(JOB):
            OutgoingMail.objects.all().delete()


def _mails() -> list[OutgoingMail]:
    with jobs.working(JOB):
        return list(OutgoingMail.objects.all())


def _change(**values: Any) -> None:
    with jobs.working(JOB):
        OutgoingMail.objects.update(**values)


def test_waiting_mail_becomes_files_once(folder: Path) -> None:
    assert [send_waiting_mail(10), send_waiting_mail(10)] == [2, 0]

    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.iterdir())]
    assert len(texts) == 2
    assert sorted(path.suffix for path in folder.iterdir()) == [".eml", ".eml"]
    assert all("To: " in text and "Subject: Emne" in text for text in texts)
    assert [mail.message for mail in _mails()] == ["", ""]


def test_a_run_is_limited(folder: Path) -> None:
    assert [send_waiting_mail(1), send_waiting_mail(5)] == [1, 1]


def test_a_deaf_server_is_tried_later_and_later(folder: Path, settings: Any) -> None:
    settings.PORTAL_MAIL_TRANSPORT = f"{__name__}.DeafServer"

    assert [send_waiting_mail(10), send_waiting_mail(10)] == [0, 0]

    rows = _mails()
    assert [row.attempts for row in rows] == [1, 1]
    assert all(row.due_at > timezone.now() + timedelta(seconds=50) for row in rows)
    _change(due_at=timezone.now(), attempts=MAX_ATTEMPTS - 1)
    send_waiting_mail(10)
    rows = _mails()
    assert all(row.due_at <= timezone.now() + LONGEST_RETRY for row in rows)
    _change(due_at=timezone.now())
    settings.PORTAL_MAIL_TRANSPORT = "stopext.accounts.mail.backends.FolderBackend"
    assert send_waiting_mail(10) == 0


def test_a_killed_worker_leaves_the_mail_for_the_next(folder: Path, settings: Any) -> None:
    settings.PORTAL_MAIL_TRANSPORT = f"{__name__}.FatalServer"
    with pytest.raises(Killed):
        send_waiting_mail(10)

    settings.PORTAL_MAIL_TRANSPORT = "stopext.accounts.mail.backends.FolderBackend"

    assert send_waiting_mail(10) == 2


def test_letters_survive(folder: Path) -> None:
    send_waiting_mail(10)

    mails = [email.message_from_bytes(path.read_bytes()) for path in folder.iterdir()]

    bodies = [mail.get_payload(decode=True) for mail in mails]
    assert bodies == [BODY.encode()] * 2
