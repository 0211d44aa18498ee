"""Comments and hearings are read by who leads the work; who is asked reaches her own by functions."""

from typing import ClassVar

from django.db import migrations

from stopext.access.tenancy import Policy, behind_wall, child_of, job, let_in, sql_file, tenant_key

JOB = "tell_of_hearings"
LEADING = (
    "municipality_id = (select sec.muni())"
    " and (select sec.role_name()) in ('coordinator', 'leader')"
)


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("hearings", "0001_initial_hearings"),
        ("accounts", "0003_contacts"),
        ("notifications", "0002_walls"),
    ]
    operations: ClassVar = [
        *(tenant_key(f"hearings_{table}") for table in ("comment", "hearing", "invitee")),
        child_of("hearings_invitee", "hearing_id", "hearings_hearing"),
        child_of("hearings_answer", "hearing_id", "hearings_hearing"),
        child_of("hearings_answer", "invitee_id", "hearings_invitee"),
        behind_wall("hearings_comment", Policy("r_muni", "select, insert, update", LEADING)),
        behind_wall(
            "hearings_hearing",
            Policy("r_muni", "select, insert, update", LEADING),
            Policy("ctx_owner", "select", "true"),
            job(JOB, "select", "closed_at is null"),
        ),
        behind_wall(
            "hearings_invitee",
            Policy("r_muni", "select, insert, update", LEADING),
            Policy("ctx_owner", "select, update", "true"),
            job(JOB, "select"),
        ),
        behind_wall(
            "hearings_answer",
            Policy("r_muni", "select, update", f"{LEADING} and not is_draft"),
            Policy("ctx_owner", "select, insert, update, delete", "true"),
        ),
        let_in(
            "accounts_membership",
            "hearings",
            job(JOB, "select", "role in ('coordinator', 'leader')"),
        ),
        let_in(
            "notifications_notice",
            "hearings",
            job(JOB, "select, insert", "kind in ('hearing_answer', 'hearing_deadline')"),
        ),
        sql_file(__file__, "0002_hearings"),
    ]
