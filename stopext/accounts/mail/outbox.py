"""Send what waits in the outbox. Runs as ``portal_job`` beside the web server.

At least once: a mail is marked in the transaction in which it was handed over, so a process killed
in between sends it again. A mail that cannot be sent is tried again later and later.
"""

from __future__ import annotations

import email
import email.policy
import logging
from datetime import timedelta
from email.message import EmailMessage as ParsedMail
from smtplib import SMTPException
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from stopext.access import jobs
from stopext.accounts.models import OutgoingMail

#: Its name, by which the outbox's policy knows it.
JOB = "send_mail"

logger = logging.getLogger(__name__)

FIRST_RETRY = timedelta(minutes=1)
LONGEST_RETRY = timedelta(hours=4)
MAX_ATTEMPTS = 20
"""About two days of trying; the mail then stays, unsent, for somebody to look at."""


def send_waiting_mail(limit: int) -> int:
    """Send at most ``limit`` mails that are due; answers how many were handed over."""
    connection = get_connection(settings.PORTAL_MAIL_TRANSPORT)
    tried: set[UUID] = set()
    sent = 0
    while len(tried) < limit:
        with jobs.working(JOB):
            mail = _next(tried)
            if mail is None:
                break
            tried.add(mail.pk)
            sent += _deliver(mail, connection)
    return sent


def _next(tried: set[UUID]) -> OutgoingMail | None:
    """The longest waiting mail, locked; another worker takes the one after it."""
    waiting = OutgoingMail.objects.filter(
        sent_at__isnull=True, due_at__lte=timezone.now(), attempts__lt=MAX_ATTEMPTS
    )
    return (
        waiting.exclude(pk__in=tried)
        .select_for_update(skip_locked=True, of=("self",))
        .order_by("due_at")
        .first()
    )


def _deliver(mail: OutgoingMail, connection: BaseEmailBackend) -> bool:
    try:
        connection.send_messages([_parsed(mail.message)])
    except (SMTPException, OSError) as error:
        mail.attempts += 1
        mail.due_at = timezone.now() + min(FIRST_RETRY * 2 ** (mail.attempts - 1), LONGEST_RETRY)
        mail.save(update_fields=["attempts", "due_at"])
        # The kind of error only: an answer from a mail server can quote the address.
        logger.warning(
            "mail %s not sent, attempt %s: %s", mail.pk, mail.attempts, type(error).__name__
        )
        return False
    # The text may hold a secret link and has served its purpose.
    mail.message, mail.sent_at = "", timezone.now()
    mail.save(update_fields=["message", "sent_at"])
    return True


def _parsed(text: str) -> EmailMessage:
    # As bytes: parsed from text, letters outside ASCII would be lost.
    parsed = email.message_from_bytes(text.encode(), policy=email.policy.default)
    assert isinstance(parsed, ParsedMail)  # noqa: S101 (the policy above makes this type)
    body = parsed.get_body(("plain",))
    return EmailMessage(
        subject=str(parsed["Subject"]),
        body=body.get_content() if body else "",
        from_email=str(parsed["From"]),
        to=[address.strip() for address in str(parsed["To"]).split(",")],
        headers={
            name: str(parsed[name]) for name in ("Message-ID", "Date", "Reply-To") if parsed[name]
        },
    )
