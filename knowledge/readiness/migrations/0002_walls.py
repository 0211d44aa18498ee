"""Own rows for who leads the work; of a review each side writes in its own tables alone."""

from typing import ClassVar

from django.db import migrations

from stopext.access.tenancy import Policy, behind_wall, job, let_in, sql_file, tenant_key

LEADS = "(select sec.role_name()) in ('coordinator', 'leader')"
OWN = f"municipality_id = (select sec.muni()) and {LEADS}"
THEIRS = f"reviewer_id = (select sec.muni()) and {LEADS}"
TODAY = "(now() at time zone 'Europe/Copenhagen')::date"
JOB = "tell_of_reviews"


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("readiness", "0001_initial_readiness"),
        ("accounts", "0003_contacts"),
        ("notifications", "0002_walls"),
    ]
    operations: ClassVar = [
        tenant_key("readiness_assessment"),
        sql_file(__file__, "0002_walls"),
        behind_wall(
            "readiness_assessment",
            Policy("r_muni", "select, insert", OWN),
            Policy("r_muni", "update", f"{OWN} and not is_locked", OWN),
        ),
        behind_wall(
            "readiness_answer",
            Policy("r_muni", "select, insert", OWN),
            Policy("r_muni", "update", f"{OWN} and not is_locked"),
        ),
        behind_wall(
            "readiness_review",
            Policy("r_muni", "select, insert, update", OWN),
            Policy("r_muni", "select", THEIRS),
            job(JOB, "select"),
        ),
        behind_wall(
            "readiness_reply",
            Policy("r_muni", "select", OWN),
            Policy("r_muni", "select, insert, update", THEIRS),
            job(JOB, "select"),
        ),
        behind_wall(
            "readiness_remark",
            Policy("r_muni", "select", f"{OWN} and is_sent"),
            Policy("r_muni", "select, insert", THEIRS),
            Policy("r_muni", "update", f"{THEIRS} and not is_sent", THEIRS),
        ),
        behind_wall(
            "readiness_reviewcopy",
            Policy("r_muni", "select, insert, delete", OWN),
            Policy("r_muni", "select", f"{THEIRS} and readable_until >= {TODAY}"),
            Policy("r_muni", "delete", THEIRS),
        ),
        let_in(
            "accounts_membership",
            "reviews",
            job(JOB, "select", "role in ('coordinator', 'leader')"),
        ),
        let_in(
            "notifications_notice",
            "reviews",
            job(JOB, "select, insert", "kind = 'peer_review'"),
        ),
    ]
