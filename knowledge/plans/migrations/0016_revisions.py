"""What stood in a row before somebody changed it, kept by the database."""

import uuid
from typing import ClassVar

from django.db import migrations, models

from stopext.access.tenancy import Policy, behind_wall, sql_file

LEADING = (
    "municipality_id = (select sec.muni())"
    " and (select sec.role_name()) in ('coordinator', 'leader')"
)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("plans", "0015_tasks_done"), ("accounts", "0004_signing")]
    operations: ClassVar = [
        migrations.CreateModel(
            "Revision",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("row_id", models.UUIDField()),
                ("at", models.DateTimeField()),
                ("by_name", models.CharField(max_length=120)),
                ("old", models.JSONField()),
                (
                    "municipality",
                    models.ForeignKey("accounts.authority", models.PROTECT, related_name="+"),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        "plans.plan",
                        models.DO_NOTHING,
                        db_constraint=False,
                        null=True,
                        related_name="+",
                    ),
                ),
            ],
            options={
                "ordering": ("-at",),
                "indexes": [
                    models.Index(
                        fields=["municipality", "row_id", "-at"], name="plan_revision_of_row"
                    )
                ],
            },
        ),
        sql_file(__file__, "0016_revisions"),
        behind_wall(
            "plans_revision",
            Policy("r_muni", "select, insert, delete", LEADING),
            Policy("portal_owner", "select, delete", "true"),
        ),
    ]
