"""Databases, their pools, and the cache."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from psycopg.conninfo import conninfo_to_dict

from stopext.access.backend.pool import forget_session

#: By default the pool doubles its pause after each failed attempt, up to minutes: the server was
#: back and the portal was not. Here an attempt is given up after two seconds, and whoever asks next
#: begins anew, so a pool tries about once a second and only while somebody asks.
#: A web process has three of these (around the gate, behind it, the cache), so it opens at most
#: 24 connections: README, "Two walls", says what the server must allow.
POOL: dict[str, Any] = {
    "min_size": 1,
    "max_size": 8,
    "timeout": 3,
    "reconnect_timeout": 2,
    "reset": forget_session,
}
#: For a server that takes the call and says nothing, and one that vanished without hanging up.
_GIVE_UP = {"connect_timeout": 2, "tcp_user_timeout": 10_000}


def databases(address: Callable[[str], str], role: str) -> dict[str, Any]:
    """``settings.DATABASES`` of a process; ``address`` tells where a role logs in.

    The web server (``app``) has two logins: what stands around the gate and the log-in pages use
    "default", what runs behind the gate uses "app" (:mod:`stopext.access.context`). The cache has a
    connection of its own: it must count also when what it counts is rolled back.
    """
    outside = "login" if role == "app" else role
    behind = {"app": database(address("app"), "app")} if role == "app" else {}
    return {
        "default": database(address(outside), outside),
        "cache": database(address(outside), outside),
        **behind,
    }


def database(url: str, role: str = "app") -> dict[str, Any]:
    """A Django database entry for a ``postgresql://`` address; the web logins get a pool."""
    pool = {"pool": POOL, **_GIVE_UP} if role in {"app", "login"} else {}
    # The server binds the values, so that they stand in no statement anybody could read. The owner
    # runs scripts of many statements, which is what this also refuses.
    bound = {"server_side_binding": True} if role != "owner" else {}
    parts = conninfo_to_dict(url)
    return {
        "ENGINE": "stopext.access.backend",
        "NAME": parts.pop("dbname", ""),
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": parts.pop("port", ""),
        "CONN_MAX_AGE": 0,
        # One round trip more, so that those who ask next do not pay for a restart of the server.
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {**pool, **bound, "options": "-c TimeZone=UTC", **parts},
    }


CACHES = {"default": {"BACKEND": "stopext.web.cache.SharedCache", "LOCATION": "cache"}}
DATABASE_ROUTERS: list[str] = []
