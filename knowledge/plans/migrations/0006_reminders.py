"""The job that reminds of revisions reads public plans and who leads the work, and tells them."""

from typing import ClassVar

from django.db import migrations

from stopext.access.tenancy import job, let_in

JOB = "remind_of_plans"


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("plans", "0005_schedule"),
        ("accounts", "0003_contacts"),
        ("notifications", "0002_walls"),
    ]
    operations: ClassVar = [
        let_in("plans_plan", "reminders", job(JOB, "select", "is_public")),
        let_in(
            "accounts_membership",
            "reminders",
            job(JOB, "select", "role in ('coordinator', 'leader')"),
        ),
        let_in(
            "notifications_notice",
            "reminders",
            job(JOB, "select, insert", "kind = 'plan_revision'"),
        ),
    ]
