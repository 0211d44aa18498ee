"""What may be done without a context, or with a stranger's: every entry with its reason."""

from __future__ import annotations

from stopext.access.roles import ROLES_IN, AuthorityKind
from stopext.web import registry
from tests.kernel.reference_tables import reason_for

READ = frozenset({"select", "probe"})
ALL = READ | {"insert", "update", "delete"}

#: ``portal_login`` works before there is a context: log-in, sessions, invitations, counters.
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
#: The job's login has its queue to itself, before it presents a token.
JOB_TABLES = (
    "procrastinate_events",
    "procrastinate_jobs",
    "procrastinate_periodic_defers",
    "procrastinate_workers",
)
#: Mail is put into the box by everybody and read by the job alone.
ANYBODY = {("accounts_outgoingmail", "insert")}
#: The administrator of the centre manages members everywhere.
ADMINISTRATOR = {("accounts_membership", command) for command in ("select", "probe", "update")} | {
    ("accounts_invitation", command) for command in ("select", "probe", "insert", "update")
}
#: How an authority is reached: read by who is logged in anywhere; the administrator keeps it
#: everywhere.
ADMINISTRATOR |= {("accounts_contact", "update")}
ADMINISTRATOR |= {("accounts_contactrevision", command) for command in (*READ, "insert")}
WAYS_IN = frozenset({"accounts_contact"})
#: The network of a police district is shared by those who lead the work in its municipalities, and
#: the stranger's is one of them. Each writes in her own authority's name alone.
NETWORK = {
    (table, command) for table in ("network_topic", "network_post") for command in (*READ, "update")
} | {("network_topic", "insert")}


#: Publishing: the hub's tables and those of its tool. They hold no person's data but authors'.
PUBLISHING = ("knowledge_", "wagtail", "taggit_")
#: What the public reads is read by everybody.
PUBLISHED = frozenset(
    {
        "knowledge_guidancepage",
        "knowledge_practicepage",
        "knowledge_researchpage",
        "knowledge_themepage",
        "wagtailcore_page",
    }
)
#: A search without a hit is noted, so that editors see what is missing.
PUBLIC_WRITES = {("knowledge_missingsearch", "insert")}
#: The publishing tool asks for the groups of its users.
EDITORS = {
    (table, command)
    for table in ("accounts_user_groups", "accounts_user_user_permissions")
    for command in READ
}
#: Advisers answer every municipality that asks (what they may change the triggers hold), and make
#: cohorts, whose members report.
ADVISER = {
    (table, command)
    for table in ("advice_thread", "advice_message")
    for command in (*READ, "update")
} | {
    (table, command)
    for table in ("cohorts_cohort", "cohorts_member", "cohorts_milestone")
    for command in (*READ, "insert", "update")
}
ADVISER |= {("cohorts_report", command) for command in READ}
CENTRE = frozenset(role.value for role in ROLES_IN[AuthorityKind.CENTRE])


def expected(role: str, table: str, command: str, as_role: str = "") -> bool:
    """Whether the database role may do this to rows of others, and the reason stands above."""
    if role == "r_public":
        if (table, command) in PUBLIC_WRITES:
            return True
    elif (table, command) in ANYBODY:
        return True
    open_to_read = reason_for(table) or (role != "none" and table in PUBLISHED)
    if command in READ and (open_to_read or (table in WAYS_IN and as_role)):
        return True
    if role == "login":
        return command in LOGIN_TABLES.get(table, ())
    if role == "r_centre":
        return _centre(table, command, as_role)
    return (role, as_role) == ("r_muni", "leader") and (table, command) in NETWORK


def _centre(table: str, command: str, as_role: str) -> bool:
    if registry.REFERENCE_TABLES.get(table):
        return True  # public reference data, written by the editors' role by grant
    if as_role not in CENTRE:
        return False
    administrates = as_role == "administrator" and (table, command) in ADMINISTRATOR
    advises = as_role == "adviser" and (table, command) in ADVISER
    return administrates or advises or table.startswith(PUBLISHING) or (table, command) in EDITORS
