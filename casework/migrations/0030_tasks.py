"""Tasks of a case."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

import stopext.vault.fields
from stopext.access.tenancy import (
    Policy,
    behind_wall,
    child_of,
    job,
    let_in,
    signed,
    sql_file,
)

JOB = "remind_of_requests"
OWN = "municipality_id = (select sec.muni())"
INSIDE = f"{OWN} and case_id not in (select sec.hidden_cases())"


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0029_deadlines"),
    ]

    operations = [
        migrations.CreateModel(
            name="Task",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("municipality_id", models.PositiveIntegerField(editable=False)),
                ("by_user", models.UUIDField(editable=False)),
                ("by_name", models.CharField(editable=False, max_length=120)),
                ("at", models.DateTimeField(editable=False)),
                (
                    "text",
                    stopext.vault.fields.SealedTextField(
                        max_length=500, verbose_name="hvad skal der gøres"
                    ),
                ),
                ("owner_user", models.UUIDField()),
                ("owner_name", models.CharField(max_length=120, verbose_name="ansvarlig")),
                ("due_on", models.DateField(verbose_name="senest")),
                (
                    "remind",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "På dagen"),
                            (1, "Dagen før"),
                            (3, "3 dage før"),
                            (7, "En uge før"),
                        ],
                        verbose_name="påmindelse",
                    ),
                ),
                (
                    "every",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("week", "Hver uge"),
                            ("fortnight", "Hver 14. dag"),
                            ("month", "Hver måned"),
                            ("quarter", "Hver 3. måned"),
                        ],
                        max_length=24,
                        verbose_name="gentages",
                    ),
                ),
                ("ended_at", models.DateTimeField(null=True)),
                ("ended_by", models.UUIDField(null=True)),
                ("ended_by_name", models.CharField(blank=True, max_length=120)),
                (
                    "end",
                    models.CharField(
                        blank=True,
                        choices=[("done", "Løst"), ("cancelled", "Aflyst")],
                        max_length=24,
                        verbose_name="hvordan endte den",
                    ),
                ),
                (
                    "words",
                    stopext.vault.fields.SealedTextField(
                        blank=True, max_length=2000, verbose_name="hvad kom der ud af det"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=0)),
                (
                    "case",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tasks",
                        to="casework.case",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["municipality_id", "case", "-at"], name="task_of_case"),
                    models.Index(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=["municipality_id", "owner_user", "due_on"],
                        name="task_of_owner",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("every__in", ["week", "fortnight", "month", "quarter", ""])
                        ),
                        name="task_every_known",
                        violation_error_message="Vælg en af mulighederne på listen.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("end__in", ["done", "cancelled", ""])),
                        name="task_end_known",
                        violation_error_message="Vælg en af mulighederne på listen.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("remind__in", [0, 1, 3, 7])),
                        name="task_remind_known",
                        violation_error_message="Vælg en af mulighederne på listen.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("end", ""), ("ended_at__isnull", True), ("ended_by__isnull", True)
                            ),
                            models.Q(
                                ("ended_at__isnull", False),
                                ("ended_by__isnull", False),
                                models.Q(("end", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="task_ended_together",
                        violation_error_message="En opgave, der er slut, har et tidspunkt.",
                    ),
                ],
            },
        ),
        child_of("casework_task", "case_id", "casework_case"),
        behind_wall(
            "casework_task",
            Policy("r_muni", "select, insert, update", INSIDE),
            Policy("ctx_owner", "select, delete", OWN),
            job(JOB, "select", "ended_at is null"),
        ),
        signed("casework_task", "by_user", "by_name", "at"),
        signed("casework_task", "ended_by", "ended_by_name", "ended_at"),
        sql_file(__file__, "0030_tasks"),
        let_in("notifications_notice", "task_reminders", job(JOB, "insert", "kind = 'task'")),
    ]
