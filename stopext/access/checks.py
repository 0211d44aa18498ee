"""System checks: nothing starts with an undeclared view or a database login that is too strong."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.exceptions import ImproperlyConfigured
from django.db import DEFAULT_DB_ALIAS, connections

from stopext.access.context import BEHIND
from stopext.access.declare import declaration_of
from stopext.access.urlwalk import addresses

#: Who answers requests: around the gate with the log-in pages, and behind it.
WEB_LOGINS = {DEFAULT_DB_ALIAS: "portal_login", BEHIND: "portal_app"}
#: First releases without the known holes in row-level security (CVE-2024-10976, CVE-2025-8713).
SAFE_VERSIONS = {15: 150014, 16: 160010, 17: 170006}


@register(Tags.security)
def every_view_declares(**_: Any) -> list[CheckMessage]:
    """A view without an audience answers nobody, which is a mistake to find before release."""
    return [
        Error(f"{entry.route}: the view does not declare who may come.", id="access.E001")
        for entry in addresses()
        if declaration_of(entry.view) is None
    ]


@register(Tags.database)
def login_is_unprivileged(databases: Any = None, **_: Any) -> list[CheckMessage]:
    """With ``check --database default``: the login must not be able to look past the wall."""
    if not databases or settings.DATABASES["default"].get("USER") == "portal_owner":
        return []
    return [Error(reason, id="access.E002") for reason in weaknesses_of_login()]


def weaknesses_of_login(alias: str = DEFAULT_DB_ALIAS) -> list[str]:
    """Why the database login of ``alias`` must not serve requests; empty when it may."""
    with connections[alias].cursor() as cursor:
        cursor.execute(
            "select rolsuper, rolbypassrls, rolinherit, rolcreaterole,"
            " current_setting('server_version_num')::int from pg_roles where rolname = session_user"
        )
        superuser, bypass, inherits, creates, version = cursor.fetchone()
        cursor.execute(
            "select count(*) from pg_class c join pg_roles r on r.oid = c.relowner"
            " where c.relkind in ('r', 'p', 'v', 'm') and r.rolname = session_user"
        )
        owned = cursor.fetchone()[0]
        cursor.execute(
            "select count(*) from pg_roles r where r.rolname like 'r\\_%%'"
            " and pg_has_role(session_user, r.oid, 'USAGE')"
        )
        inherited = cursor.fetchone()[0]
    problems = {
        "the database login is a superuser": superuser,
        "the database login bypasses row-level security": bypass,
        "the database login can create roles": creates,
        "the database login inherits roles": inherits or inherited,
        "the database login owns tables": owned,
        "the PostgreSQL release has known holes in row-level security": version
        < SAFE_VERSIONS.get(version // 10000, 0),
    }
    return [reason for reason, found in problems.items() if found]


def refuse_unsafe_login() -> None:
    """Called when a server process starts.

    Raises:
        ImproperlyConfigured: the login is too strong to serve requests, or made for something else.
    """
    problems = []
    for alias, wanted in WEB_LOGINS.items():
        if alias not in connections.settings:
            problems.append(f"nobody logs in as {wanted}")
            continue
        problems += weaknesses_of_login(alias)
        with connections[alias].cursor() as cursor:
            cursor.execute("select session_user")
            login = cursor.fetchone()[0]
        if login != wanted:
            problems.append(f"the database login is {login}, and requests are served as {wanted}")
        connections[alias].close()
    if problems:
        raise ImproperlyConfigured("Refusing to start: " + "; ".join(problems) + ".")
