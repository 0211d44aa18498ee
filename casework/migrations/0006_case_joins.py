"""Two cases that prove to be one: one goes on, the other is led into it and can be led back."""

import uuid
from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

import stopext.vault.fields
from stopext.access.tenancy import Policy, behind_wall, child_of, sql_file

OWN = "municipality_id = (select sec.muni())"
#: Only who sees both is told that they were joined.
SEEN = "not in (select sec.hidden_cases())"
BOTH = f"{OWN} and case_id {SEEN} and gone_id {SEEN}"
LEADING = (
    f"{OWN} and case_id {SEEN} and gone_id {SEEN}"
    " and (select sec.role_name()) in ('coordinator', 'leader')"
)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("casework", "0005_citizen_joins")]

    operations: ClassVar = [
        migrations.CreateModel(
            name="CaseJoin",
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
                ("reason", stopext.vault.fields.SealedTextField(max_length=2000)),
                ("before", stopext.vault.fields.SealedJSONField(default=dict)),
                ("undone_at", models.DateTimeField(null=True)),
                ("undone_by", models.UUIDField(null=True)),
                ("undone_by_name", models.CharField(blank=True, max_length=120)),
                (
                    "undone_reason",
                    stopext.vault.fields.SealedTextField(blank=True, max_length=2000),
                ),
                (
                    "case",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="led_here",
                        to="casework.case",
                    ),
                ),
                (
                    "gone",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="led_away",
                        to="casework.case",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["municipality_id", "case", "-at"], name="casejoin_of_case")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("case", models.F("gone")), _negated=True),
                        name="casejoin_of_two",
                        violation_error_message="Det er den samme sag.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("undone_at__isnull", True)),
                        fields=("municipality_id", "gone"),
                        name="casejoin_once",
                        violation_error_message="Sagen er allerede samlet i en anden sag.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("undone_at__isnull", True), ("undone_by__isnull", True)),
                            models.Q(("undone_at__isnull", False), ("undone_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="casejoin_undone_together",
                        violation_error_message="En fortrydelse har en person og et tidspunkt.",
                    ),
                ],
            },
        ),
        *(
            child_of("casework_casejoin", f"{side}_id", "casework_case")
            for side in ("case", "gone")
        ),
        behind_wall(
            "casework_casejoin",
            Policy("r_muni", "select", BOTH),
            Policy("r_muni", "insert, update", LEADING),
            Policy("ctx_owner", "select, delete", OWN),
        ),
        sql_file(__file__, "0006_case_joins"),
    ]
