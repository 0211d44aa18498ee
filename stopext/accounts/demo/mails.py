"""The links in the mails that the demo has written into its folder instead of sending them."""

from __future__ import annotations

import email
import email.policy
import re
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

from django.conf import settings

SHOWN = 10
LINK = re.compile(r"https?://[^\s/]+(/\S*)")


@dataclass(frozen=True, slots=True)
class Sent:
    """A mail with something to open."""

    to: str
    subject: str
    paths: list[str]
    """The addresses in it, without the host."""


def newest() -> list[Sent]:
    """The last mails that have a link in them, newest first; their names begin with the time."""
    files = sorted(Path(settings.PORTAL_MAIL_FOLDER).glob("*.eml"), reverse=True)[: 3 * SHOWN]
    return [mail for file in files if (mail := _read(file)).paths][:SHOWN]


def _read(file: Path) -> Sent:
    parsed = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
    assert isinstance(parsed, EmailMessage)  # noqa: S101 (the policy above makes this type)
    body = parsed.get_body(("plain",))
    paths = LINK.findall(body.get_content()) if body else []
    return Sent(str(parsed["To"]), str(parsed["Subject"]), list(dict.fromkeys(paths)))
