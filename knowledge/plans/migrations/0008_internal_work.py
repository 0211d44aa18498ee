"""Tasks, contact persons and notes: tables that only the own municipality's staff can read."""

import uuid
from typing import ClassVar

from django.db import migrations, models

from stopext.access.tenancy import Policy, behind_wall, sql_file

OWN = "municipality_id = (select sec.muni())"
LEADING = f"{OWN} and (select sec.role_name()) in ('coordinator', 'leader')"
TABLES = ("plans_internalnote", "plans_task")


def common() -> list[tuple[str, models.Field]]:  # type: ignore[type-arg]
    """The key, whose it is, the plan it hangs on, and how often it was changed."""
    return [
        (
            "id",
            models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
        ),
        ("edits", models.PositiveIntegerField(db_default=0, default=0, editable=False)),
        (
            "municipality",
            models.ForeignKey("accounts.authority", models.PROTECT, related_name="+"),
        ),
        (
            "plan",
            models.ForeignKey(
                "plans.plan", models.DO_NOTHING, db_constraint=False, related_name="%(class)ss"
            ),
        ),
    ]


class Migration(migrations.Migration):
    dependencies: ClassVar = [("plans", "0007_borrowing")]
    operations: ClassVar = [
        migrations.CreateModel(
            "InternalNote",
            fields=[
                *common(),
                ("part", models.UUIDField(editable=False)),
                (
                    "contact_person",
                    models.CharField("kontaktperson", blank=True, max_length=200),
                ),
                ("internal_note", models.TextField("intern note", blank=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=["municipality", "part"], name="plan_internal_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            "Task",
            fields=[
                *common(),
                (
                    "action",
                    models.ForeignKey(
                        "plans.action",
                        models.DO_NOTHING,
                        db_constraint=False,
                        related_name="tasks",
                    ),
                ),
                ("text", models.CharField("opgave", max_length=400)),
                ("owner", models.CharField("hvem", blank=True, max_length=160)),
                ("due_on", models.DateField("senest", blank=True, null=True)),
                ("done_on", models.DateField("udført", blank=True, null=True)),
                ("done_by_name", models.CharField(blank=True, editable=False, max_length=120)),
                (
                    "is_removed",
                    models.BooleanField(db_default=False, default=False, editable=False),
                ),
            ],
            options={"ordering": ("done_on", "due_on", "text")},
        ),
        sql_file(__file__, "0008_internal_work"),
        *(
            behind_wall(
                table,
                Policy("r_muni", "select", OWN),
                Policy("r_muni", "insert, update, delete", LEADING),
            )
            for table in TABLES
        ),
    ]
