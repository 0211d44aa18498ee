"""E-mail backends: the outbox that pages write to, and the demo's folder of mails."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from stopext.accounts.mail.followed import FollowedMail
from stopext.accounts.models import OutgoingMail


class OutboxBackend(BaseEmailBackend):
    """Keeps a mail in the transaction of what it tells about, sealed until it is sent."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for mail in email_messages:
            key = mail.key if isinstance(mail, FollowedMail) else uuid4()
            OutgoingMail(id=key, message=mail.message().as_string()).save(force_insert=True)
        return len(email_messages)


class FolderBackend(BaseEmailBackend):
    """Writes each mail as a file that mail programs open, into ``settings.PORTAL_MAIL_FOLDER``."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        folder = Path(settings.PORTAL_MAIL_FOLDER)
        folder.mkdir(parents=True, exist_ok=True)
        for mail in email_messages:
            name = f"{timezone.localtime():%Y%m%d-%H%M%S}-{uuid4().hex[:8]}.eml"
            # Written beside and moved, so nobody finds half a mail.
            half = folder / f"{name}.part"
            half.write_bytes(mail.message().as_bytes())
            half.rename(folder / name)
        return len(email_messages)
