"""Status reports: a plan as it was on a day, which nobody changes afterwards."""

import uuid
from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

from stopext.access.tenancy import Policy, behind_wall, sql_file

LEADING = (
    "municipality_id = (select sec.muni())"
    " and (select sec.role_name()) in ('coordinator', 'leader')"
)
EVERYBODY_ELSE = ("r_public", "r_reporter", "r_police", "r_log", "r_centre")


class Migration(migrations.Migration):
    dependencies: ClassVar = [("plans", "0011_pace"), ("accounts", "0003_contacts")]
    operations: ClassVar = [
        migrations.CreateModel(
            name="StatusReport",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("is_public", models.BooleanField(default=False, editable=False)),
                ("edits", models.PositiveIntegerField(db_default=0, default=0, editable=False)),
                ("period_from", models.DateField()),
                ("period_to", models.DateField()),
                ("frozen_at", models.DateTimeField()),
                ("remark", models.TextField(blank=True)),
                ("content", models.JSONField()),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.authority",
                        verbose_name="kommune",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="statusreports",
                        to="plans.plan",
                    ),
                ),
            ],
            options={
                "ordering": ["-frozen_at"],
                "indexes": [
                    models.Index(fields=["municipality", "-frozen_at"], name="plan_report_by_time")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("period_to__gt", models.F("period_from"))),
                        name="plan_report_period",
                    )
                ],
            },
        ),
        sql_file(__file__, "0012_reports"),
        behind_wall(
            "plans_statusreport",
            Policy("r_muni", "select", f"({LEADING}) or is_public"),
            *(Policy(role, "select", "is_public") for role in EVERYBODY_ELSE),
            Policy("r_muni", "insert, update", LEADING),
        ),
    ]
