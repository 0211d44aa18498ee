"""E-mail backend that writes to the outbox; the worker sends (README, "Outbox")."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from stopext.accounts.models import OutgoingMail


class OutboxBackend(BaseEmailBackend):
    """Keeps a mail in the transaction of what it tells about, sealed until it is sent."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for mail in email_messages:
            OutgoingMail(message=mail.message().as_string()).save()
        return len(email_messages)
