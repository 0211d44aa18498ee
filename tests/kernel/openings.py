"""What may be done without a context, or with a stranger's: every entry with its reason."""

from __future__ import annotations

from tests.kernel.reference_tables import PUBLISHING_PREFIX, REFERENCE_TABLES, reason_for

READ = frozenset({"select", "probe"})
ALL = READ | {"insert", "update", "delete"}

#: The login role works before there is a context: log-in, sessions, invitations, counters.
LOGIN_TABLES: dict[str, frozenset[str]] = {
    "account_emailaddress": ALL,
    "account_emailconfirmation": ALL,
    "accounts_cacheentry": ALL,
    "accounts_session": ALL,
    "accounts_user_groups": ALL,
    "accounts_user_user_permissions": ALL,
    "mfa_authenticator": ALL,
    # Accepting an invitation makes a user and a membership; neither is ever deleted.
    "accounts_invitation": ALL - {"delete"},
    "accounts_membership": ALL - {"delete"},
    "accounts_user": ALL - {"delete"},
}
#: Mail is put into the box by everybody and read by the job alone.
ANYBODY = {("accounts_outgoingmail", "insert")}
#: The administrator of the centre manages members everywhere.
ADMINISTRATOR = {("accounts_membership", command) for command in ("select", "probe", "update")} | {
    ("accounts_invitation", command) for command in ("select", "probe", "insert", "update")
}


def expected(role: str, table: str, command: str, as_role: str = "") -> bool:
    """Whether the database role may do this to rows of others, and the reason stands above."""
    if (table, command) in ANYBODY and role != "r_public":
        return True
    if role == "none":
        return command in LOGIN_TABLES.get(table, ()) or _reference(role, table, command)
    if as_role == "administrator" and role == "r_centre" and (table, command) in ADMINISTRATOR:
        return True
    return _reference(role, table, command)


def _reference(role: str, table: str, command: str) -> bool:
    if not reason_for(table):
        return False
    editable = role == "r_centre" and (
        table not in REFERENCE_TABLES or table.startswith((PUBLISHING_PREFIX, "taggit"))
    )
    return command in (ALL if editable else READ)
