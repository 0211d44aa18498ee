"""Session engine: stores the hash of the key, the data sealed, and two time limits.

Idle 15 minutes, at most 12 hours (NIST SP 800-63B, AAL3: 12 h / 15 min).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import CreateError, SessionBase, UpdateError
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from stopext.accounts.models import Session, session_hash

#: Where allauth keeps whose log-in records these are.
RECORDS_OF = "account_authentication_methods_user"
#: When the log-in ends whatever happens. Kept in the data, because a new key is a new row.
ENDS_AT = "ends_at"
TOUCH_AFTER = timedelta(seconds=30)
UPDATED = ("user", "second_factor", "data", "created_at", "seen_at", "expires_at", "ends_at")
#: How long a row that has timed out is kept: a form sent too late still knows whose it was.
KEPT_AFTER_END = timedelta(hours=12)


def has_second_factor(data: Mapping[str, Any] | SessionBase) -> bool:
    """Whether this session's own log-in records hold a second factor of its user; else closed."""
    user = data.get(SESSION_KEY)
    if user is None or data.get(RECORDS_OF) != user:
        return False
    records = data.get(AUTHENTICATION_METHODS_SESSION_KEY) or []
    return any(record.get("method") == "mfa" for record in records)


def owner_of(token: str) -> UUID | None:
    """Whose log-in a session key is, or was before it ran out; nobody's when given back."""
    row = Session.objects.filter(token_hash=session_hash(token)).first()
    return row.user_id if row is not None else None


class SessionStore(SessionBase):
    """The engine named by ``settings.SESSION_ENGINE``."""

    def _row(self) -> Session | None:
        if self.session_key is None:
            return None
        now = timezone.now()
        return Session.objects.filter(
            token_hash=session_hash(self.session_key), expires_at__gt=now, ends_at__gt=now
        ).first()

    def load(self) -> dict[str, Any]:
        row = self._row()
        if row is None:
            self._session_key = None
            return {}
        data: dict[str, Any] = json.loads(row.data)
        if timezone.now() - row.seen_at > TOUCH_AFTER:
            now = timezone.now()
            Session.objects.filter(pk=row.pk).update(seen_at=now, expires_at=now + _idle())
        return data

    def exists(self, session_key: str) -> bool:
        return Session.objects.filter(token_hash=session_hash(session_key)).exists()

    def create(self) -> None:
        while True:
            self._session_key = self._get_new_session_key()  # type: ignore[attr-defined]
            try:
                self.save(must_create=True)
            except CreateError:
                continue
            self.modified = True
            return

    def save(self, must_create: bool = False) -> None:
        if self.session_key is None:
            return self.create()
        data = self._get_session(no_load=must_create)  # type: ignore[attr-defined]
        row = self._as_row(data)
        try:
            with transaction.atomic():
                if must_create:
                    row.save(force_insert=True)
                else:
                    row.save(update_fields=UPDATED)
        except IntegrityError as error:
            raise CreateError from error
        except DatabaseError as error:
            # Django raises the bare class, and only it, when the row to update is gone.
            if type(error) is DatabaseError:
                raise UpdateError from error
            raise
        return None

    def _as_row(self, data: dict[str, Any]) -> Session:
        now = timezone.now()
        longest = timedelta(seconds=settings.PORTAL_SESSION_LONGEST)
        if SESSION_KEY in data:
            data.setdefault(ENDS_AT, (now + longest).isoformat())
        ends_at = datetime.fromisoformat(data[ENDS_AT]) if ENDS_AT in data else now + longest
        return Session(
            token_hash=session_hash(str(self.session_key)),
            user_id=data.get(SESSION_KEY),
            second_factor=has_second_factor(data),
            data=json.dumps(data),
            agent=self.agent,
            created_at=ends_at - longest,
            seen_at=now,
            expires_at=now + _idle(),
            ends_at=ends_at,
        )

    #: Shortened browser name for the person's own list of sessions; set by the middleware.
    agent = ""

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        if key is not None:
            Session.objects.filter(token_hash=session_hash(key)).delete()

    @classmethod
    def clear_expired(cls) -> None:
        Session.objects.filter(expires_at__lt=timezone.now() - KEPT_AFTER_END).delete()


def _idle() -> timedelta:
    return timedelta(seconds=settings.SESSION_COOKIE_AGE)
