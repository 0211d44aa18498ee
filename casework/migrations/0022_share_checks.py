"""What others can still see is gone through once a month, share by share."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from stopext.access.tenancy import Policy, behind_wall, child_of, signed, sql_file

OWN = "municipality_id = (select sec.muni())"
INSIDE = f"{OWN} and case_id not in (select sec.hidden_cases())"


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0021_share_replies"),
    ]

    operations = [
        migrations.CreateModel(
            name="ShareCheck",
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
                ("month", models.DateField()),
            ],
        ),
        migrations.AddIndex(
            model_name="disclosure",
            index=models.Index(
                condition=models.Q(("revoked_at__isnull", True)),
                fields=["municipality_id", "expires_at", "id"],
                name="disclosure_lasting",
            ),
        ),
        migrations.AddField(
            model_name="sharecheck",
            name="case",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="share_checks",
                to="casework.case",
            ),
        ),
        migrations.AddField(
            model_name="sharecheck",
            name="disclosure",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="checks",
                to="casework.disclosure",
            ),
        ),
        migrations.AddIndex(
            model_name="sharecheck",
            index=models.Index(fields=["municipality_id", "case"], name="sharecheck_of_case"),
        ),
        migrations.AddConstraint(
            model_name="sharecheck",
            constraint=models.UniqueConstraint(
                fields=("municipality_id", "disclosure", "month"), name="sharecheck_once_a_month"
            ),
        ),
        migrations.AddConstraint(
            model_name="sharecheck",
            constraint=models.CheckConstraint(
                condition=models.Q(("month__day", 1)),
                name="sharecheck_month",
                violation_error_message="En måned skrives som dens første dag.",
            ),
        ),
        child_of("casework_sharecheck", "case_id", "casework_case"),
        child_of("casework_sharecheck", "disclosure_id", "casework_disclosure"),
        behind_wall(
            "casework_sharecheck",
            Policy("r_muni", "select, insert", INSIDE),
            Policy("ctx_owner", "select, delete", OWN),
        ),
        signed("casework_sharecheck", "by_user", "by_name", "at"),
        sql_file(__file__, "0022_share_checks"),
    ]
