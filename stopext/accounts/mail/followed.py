"""A mail whose way somebody asks for later."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.core.mail import EmailMessage


class FollowedMail(EmailMessage):
    """Stands in the outbox under ``key``, which whoever sends it keeps."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.key: UUID = uuid4()
