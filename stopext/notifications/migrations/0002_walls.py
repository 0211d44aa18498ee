"""A notice is its reader's alone; a role tells its own authority, the jobs what they are for."""

from typing import ClassVar

from django.db import migrations

from stopext.access.tenancy import OWN_USER, Policy, behind_wall, job, let_in, sql_file

ROLES = ("r_reporter", "r_muni", "r_police", "r_centre", "r_log")
HERE = "authority_id = (select sec.authority())"
MINE = OWN_USER.format(column="user_id")


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("notifications", "0001_initial_notices"),
        ("access", "0002_walls"),
        ("accounts", "0002_walls"),
    ]
    operations: ClassVar = [
        behind_wall(
            "notifications_notice",
            *(Policy(role, "select, update", f"{MINE} and {HERE}") for role in ROLES),
            *(Policy(role, "insert", HERE) for role in ROLES),
            job("send_digests", "select, update"),
            # A year; the page says so.
            job("remove_leftovers", "select, delete", "made_at < now() - interval '365 days'"),
        ),
        behind_wall(
            "notifications_preference",
            *(Policy(role, "select, insert, update", MINE) for role in ROLES),
            job("send_digests", "select"),
        ),
        let_in("accounts_outgoingmail", "digests", job("send_digests", "insert")),
        sql_file(__file__, "0002_notices"),
    ]
