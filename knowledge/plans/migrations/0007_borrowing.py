"""What was borrowed from another municipality's public plan: it goes with the plan it stands in."""

import uuid
from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

from stopext.access.tenancy import Policy, behind_wall

TABLE = "plans_borrowing"
OWN_DRAFT = (
    "municipality_id = (select sec.muni())"
    " and (select sec.role_name()) in ('coordinator', 'leader') and not is_public"
)
EVERYBODY_ELSE = ("r_public", "r_reporter", "r_police", "r_log", "r_centre")
AS_PUBLIC = f"{TABLE}_as_public_as_its_plan"


class Migration(migrations.Migration):
    dependencies: ClassVar = [("plans", "0006_reminders"), ("accounts", "0002_walls")]
    operations: ClassVar = [
        migrations.CreateModel(
            "Borrowing",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("is_public", models.BooleanField(default=False, editable=False)),
                ("edits", models.PositiveIntegerField(db_default=0, default=0, editable=False)),
                ("part", models.UUIDField()),
                ("origin_part", models.UUIDField()),
                ("origin_version", models.CharField(max_length=20)),
                ("origin_adopted_on", models.DateField()),
                ("text", models.TextField()),
                ("digest", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
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
                    "origin_place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.authority",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="borrowings",
                        to="plans.plan",
                    ),
                ),
            ],
            options={"ordering": ["at"]},
        ),
        migrations.RunSQL(
            f"alter table {TABLE} add constraint {AS_PUBLIC}"
            " foreign key (municipality_id, plan_id, is_public)"
            " references plans_plan (municipality_id, id, is_public)"
            " on update cascade on delete cascade;",
            f"alter table {TABLE} drop constraint {AS_PUBLIC};",
        ),
        behind_wall(
            TABLE,
            Policy("r_muni", "select", "municipality_id = (select sec.muni()) or is_public"),
            *(Policy(role, "select", "is_public") for role in EVERYBODY_ELSE),
            Policy("r_muni", "insert, update, delete", OWN_DRAFT),
            Policy("portal_owner", "select, insert, update, delete", "true"),
        ),
    ]
