"""When an action was last reported on, and how it goes where its municipality knows better."""

import uuid
from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

from stopext.access.tenancy import Policy, behind_wall, sql_file

OWN = "municipality_id = (select sec.muni())"
LEADING = f"{OWN} and (select sec.role_name()) in ('coordinator', 'leader')"


class Migration(migrations.Migration):
    dependencies: ClassVar = [("plans", "0010_decisions"), ("accounts", "0003_contacts")]
    operations: ClassVar = [
        migrations.CreateModel(
            name="Override",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("edits", models.PositiveIntegerField(db_default=0, default=0, editable=False)),
                (
                    "pace",
                    models.CharField(
                        choices=[("late", "Forsinket"), ("on_track", "Følger planen")],
                        max_length=8,
                        verbose_name="tempo",
                    ),
                ),
                ("reason", models.CharField(max_length=400, verbose_name="begrundelse")),
                ("is_reason_public", models.BooleanField(default=False)),
                ("made_at", models.DateTimeField(editable=False)),
                ("made_by_name", models.CharField(editable=False, max_length=120)),
                ("ended_at", models.DateTimeField(editable=False, null=True)),
                ("ended_by_name", models.CharField(blank=True, editable=False, max_length=120)),
            ],
            options={
                "ordering": ["-made_at"],
            },
        ),
        migrations.AddField(
            model_name="action",
            name="pace",
            field=models.CharField(
                blank=True,
                choices=[("late", "Forsinket"), ("on_track", "Følger planen")],
                db_default="",
                editable=False,
                max_length=8,
                verbose_name="tempo",
            ),
        ),
        migrations.AddField(
            model_name="action",
            name="pace_note",
            field=models.CharField(blank=True, db_default="", editable=False, max_length=400),
        ),
        migrations.AddField(
            model_name="action",
            name="reported_on",
            field=models.DateField(editable=False, null=True),
        ),
        migrations.AddConstraint(
            model_name="action",
            constraint=models.CheckConstraint(
                condition=models.Q(("pace__in", ["", "late", "on_track"])),
                name="plan_action_pace_known",
            ),
        ),
        migrations.AddField(
            model_name="override",
            name="action",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="overrides",
                to="plans.action",
            ),
        ),
        migrations.AddField(
            model_name="override",
            name="municipality",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.authority",
            ),
        ),
        migrations.AddField(
            model_name="override",
            name="plan",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="%(class)ss",
                to="plans.plan",
            ),
        ),
        migrations.AddConstraint(
            model_name="override",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True)),
                fields=("municipality", "action"),
                name="plan_override_one_holds",
            ),
        ),
        migrations.AddConstraint(
            model_name="override",
            constraint=models.CheckConstraint(
                condition=models.Q(("pace__in", ["late", "on_track"])),
                name="plan_override_pace_known",
            ),
        ),
        sql_file(__file__, "0011_pace"),
        behind_wall(
            "plans_override",
            Policy("r_muni", "select", OWN),
            Policy("r_muni", "insert, update", LEADING),
        ),
    ]
