"""What an action waits for and what it moves; what a removal took along; when a plan is revised."""

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models

from stopext.access.tenancy import Policy, behind_wall, let_in, sql_file

PARTS = ("plansection", "goal", "action", "indicator", "measurement", "actioncard")
CONFIDENCES = [("low", "Lille"), ("medium", "Middel"), ("high", "Stor")]
LEADING = "municipality_id = (select sec.muni()) and (select sec.role_name()) in ('coordinator', 'leader')"
READERS = ("r_public", "r_reporter", "r_police", "r_log", "r_centre")


def removed_with() -> models.UUIDField:  # type: ignore[type-arg]
    return models.UUIDField(editable=False, null=True)


def on(model: str, name: str = "effects") -> models.ForeignKey:  # type: ignore[type-arg]
    """A link that the database holds within one municipality (``sql/0009_links.sql``)."""
    return models.ForeignKey(
        f"plans.{model}", models.DO_NOTHING, db_constraint=False, related_name=name
    )


class Migration(migrations.Migration):
    dependencies: ClassVar = [("plans", "0008_internal_work")]
    operations: ClassVar = [
        *(migrations.AddField(model, "removed_with", removed_with()) for model in PARTS),
        migrations.AddField(
            "action",
            "needs",
            ArrayField(models.UUIDField(), db_default=[], default=list, verbose_name="afhænger af"),
        ),
        migrations.CreateModel(
            "Effect",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("is_public", models.BooleanField(default=False, editable=False)),
                ("edits", models.PositiveIntegerField(db_default=0, default=0, editable=False)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "is_removed",
                    models.BooleanField(db_default=False, default=False, editable=False),
                ),
                ("removed_with", removed_with()),
                ("origin", models.UUIDField(editable=False, null=True)),
                (
                    "municipality",
                    models.ForeignKey(
                        "accounts.authority",
                        models.PROTECT,
                        related_name="+",
                        verbose_name="kommune",
                    ),
                ),
                ("plan", on("plan", "%(class)ss")),
                ("action", on("action")),
                ("indicator", on("indicator")),
                (
                    "confidence",
                    models.CharField("sikkerhed", choices=CONFIDENCES, max_length=8),
                ),
                ("basis", models.CharField("hviler på", max_length=400)),
            ],
            options={"ordering": ("position",), "abstract": False},
        ),
        sql_file(__file__, "0009_links"),
        behind_wall(
            "plans_effect",
            Policy("r_muni", "select", "municipality_id = (select sec.muni()) or is_public"),
            *(Policy(role, "select", "is_public") for role in READERS),
            Policy("r_muni", "insert, update, delete", f"{LEADING} and not is_public"),
        ),
        let_in("plans_plan", "marks", Policy("r_muni", "update", f"{LEADING} and is_public")),
    ]
