"""Who is asked in a hearing: what she reads, and what she writes, through the database's functions.

Outside she is known by the secret of her link, and no role reads the tables; inside by her log-in.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from knowledge.hearings.frozen import Part


@dataclass(frozen=True, slots=True)
class Guest:
    """How somebody is known: the secret of a link, or the key of a colleague's invitation."""

    secret: str = ""
    invitation: UUID | None = None

    @property
    def known_by(self) -> list[Any]:
        """The first two arguments of each function. Of the secret its digest is sent: a statement
        that was overheard is no link."""
        digest = hashlib.sha256(self.secret.encode()).digest() if self.secret else None
        return [digest, self.invitation]


@dataclass(frozen=True, slots=True)
class Said:
    """What she has written of one part."""

    part: UUID
    text: str
    edits: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody is asked. When it has ended, whom to ask and what she has written herself, and
    nothing of the plan."""

    id: UUID
    place: int
    municipality: str
    contact: str
    is_open: bool
    is_revoked: bool
    hearing: UUID | None = None
    name: str = ""
    title: str = ""
    version: str = ""
    letter: str = ""
    deadline: date | None = None
    opened_at: datetime | None = None
    sent_at: datetime | None = None
    parts: list[Part] = field(default_factory=list)
    keys: list[UUID] = field(default_factory=list)
    """Of the parts, in their order; known also when it has ended."""
    sent: Mapping[UUID, Said] = field(default_factory=dict)
    drafts: Mapping[UUID, Said] = field(default_factory=dict)

    def said(self, part: UUID) -> Said | None:
        """What stands in the form of a part: what is not sent yet, else what was sent."""
        return self.drafts.get(part) or self.sent.get(part)

    @property
    def places(self) -> list[UUID]:
        """What can be answered to: all of it first, then each part in the order of the plan."""
        return [self.hearing, *self.keys] if self.hearing else []


def read(guest: Guest) -> Asked | None:
    """What the guest is asked; ``None`` when there is no such invitation. One query."""
    with connection.cursor() as cursor:
        cursor.execute("select sec.hearing_read(%s, %s)", guest.known_by)
        (found,) = cursor.fetchone()
    if found is None:
        return None
    told = json.loads(found) if isinstance(found, str) else found
    for name, kind in (("id", UUID), ("hearing", UUID)):
        if told.get(name):
            told[name] = kind(told[name])
    for name in ("opened_at", "sent_at"):
        told[name] = _moment(told.get(name))
    told["deadline"] = date.fromisoformat(told["deadline"]) if told.get("deadline") else None
    told["keys"] = [UUID(key) for key in told.get("keys", [])]
    answers = told.pop("answers", [])
    return Asked(**told, sent=_said(answers, draft=False), drafts=_said(answers, draft=True))


def keep(guest: Guest, part: UUID, text: str, version: int) -> str:
    """Keep what she writes of a part, unsent: ``kept``, ``conflict`` or ``ended``."""
    return _done(
        "select sec.hearing_keep(%s, %s, %s, %s, %s)", [*guest.known_by, part, text, version]
    )


def send(guest: Guest) -> str:
    """Send what is not sent: ``sent`` or ``ended``."""
    return _done("select sec.hearing_send(%s, %s)", guest.known_by)


def _done(statement: str, values: list[Any]) -> str:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return str(cursor.fetchone()[0])


def _moment(told: str | None) -> datetime | None:
    return datetime.fromisoformat(told) if told else None


def _said(answers: list[dict[str, Any]], *, draft: bool) -> dict[UUID, Said]:
    return {
        UUID(row["part"]): Said(
            UUID(row["part"]), row["text"], row["edits"], datetime.fromisoformat(row["at"])
        )
        for row in answers
        if row["is_draft"] is draft
    }
