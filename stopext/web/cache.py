"""Cache shared by every worker, in the portal's own database, holding JSON only.

Rate limits and used one-time codes must count for all workers together. JSON, because a pickle in a
table would be code for whoever can write there. It has its own connection: inside a request
context the role may not touch it, and a read-only transaction could not count.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.db import connections

ALIAS = "cache"
_LIVE = "(expires_at is null or expires_at > now())"
_INSERT = (
    "insert into accounts_cacheentry as c (key, value, expires_at)"
    " values (%s, %s::jsonb, %s) on conflict (key)"
)
_REPLACE = " do update set value = excluded.value, expires_at = excluded.expires_at"
_TOUCH = f"update accounts_cacheentry set expires_at = %s where key = %s and {_LIVE} returning 1"  # noqa: S608


class SharedCache(BaseCache):
    """The backend named in ``settings.CACHES``."""

    def __init__(self, _location: str, params: dict[str, Any]) -> None:
        super().__init__(params)

    def _run(self, sql: str, args: list[Any]) -> tuple[Any, ...] | None:
        with connections[ALIAS].cursor() as cursor:
            cursor.execute(sql, args)
            return cursor.fetchone() if cursor.description else (cursor.rowcount,)

    def _until(self, timeout: Any) -> datetime | None:
        seconds = self.get_backend_timeout(timeout)
        return None if seconds is None else datetime.fromtimestamp(seconds, UTC)

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        row = self._run(
            f"select value::text from accounts_cacheentry where key = %s and {_LIVE}",  # noqa: S608
            [self.make_and_validate_key(key, version)],
        )
        return default if row is None else json.loads(row[0])

    def set(
        self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> None:
        self._run(
            _INSERT + _REPLACE,
            [self.make_and_validate_key(key, version), json.dumps(value), self._until(timeout)],
        )

    def add(
        self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> bool:
        row = self._run(
            _INSERT + _REPLACE + " where c.expires_at <= now() returning 1",
            [self.make_and_validate_key(key, version), json.dumps(value), self._until(timeout)],
        )
        return row is not None

    def touch(self, key: str, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        row = self._run(
            _TOUCH,
            [self._until(timeout), self.make_and_validate_key(key, version)],
        )
        return row is not None

    def delete(self, key: str, version: int | None = None) -> bool:
        row = self._run(
            "delete from accounts_cacheentry where key = %s returning 1",
            [self.make_and_validate_key(key, version)],
        )
        return row is not None

    def clear(self) -> None:
        self._run("delete from accounts_cacheentry", [])
