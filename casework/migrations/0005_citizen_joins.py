"""Two citizens that prove to be one: both sides are kept, so that it can be undone."""

import uuid
from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

import stopext.vault.fields
from stopext.access.tenancy import Policy, behind_wall, child_of, muni, sql_file

OWN = "municipality_id = (select sec.muni())"
#: The functions that erase a citizen and tell the log's reviewers of her follow her joins.
TOLD = "municipality_id = (select coalesce(sec.muni(), sec.log_authority()))"


class Migration(migrations.Migration):
    dependencies: ClassVar = [("casework", "0004_hand_overs_and_answers")]
    operations: ClassVar = [
        migrations.AddField(
            model_name="subject",
            name="other_cprs",
            field=stopext.vault.fields.SealedTextField(
                blank=True, max_length=2000, null=True, verbose_name="andre CPR-numre"
            ),
        ),
        migrations.CreateModel(
            name="CitizenJoin",
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
                ("reason", stopext.vault.fields.SealedTextField(blank=True, max_length=2000)),
                ("cases", models.JSONField(default=list)),
                ("concern", models.UUIDField(null=True)),
                ("before", stopext.vault.fields.SealedJSONField(default=dict)),
                ("after", stopext.vault.fields.SealedJSONField(default=dict)),
                ("undone_at", models.DateTimeField(null=True)),
                ("undone_by", models.UUIDField(null=True)),
                ("undone_by_name", models.CharField(blank=True, max_length=120)),
                (
                    "undone_reason",
                    stopext.vault.fields.SealedTextField(blank=True, max_length=2000),
                ),
                (
                    "kept",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="joins",
                        to="casework.subject",
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="joined_to",
                        to="casework.subject",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["municipality_id", "kept"], name="citizenjoin_of_kept")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kept", models.F("other")), _negated=True),
                        name="citizenjoin_of_two",
                        violation_error_message="Sagerne er allerede om samme borger.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("undone_at__isnull", True)),
                        fields=("municipality_id", "other"),
                        name="citizenjoin_once",
                        violation_error_message="Sagerne er allerede om samme borger.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("undone_at__isnull", True), ("undone_by__isnull", True)),
                            models.Q(("undone_at__isnull", False), ("undone_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="citizenjoin_undone_together",
                        violation_error_message="En fortrydelse har en person og et tidspunkt.",
                    ),
                ],
            },
        ),
        *(
            child_of("casework_citizenjoin", f"{side}_id", "casework_subject")
            for side in ("kept", "other")
        ),
        behind_wall(
            "casework_citizenjoin",
            muni(),
            Policy("ctx_owner", "select", TOLD),
            Policy("ctx_owner", "delete", OWN),
        ),
        sql_file(__file__, "0005_citizen_joins"),
    ]
