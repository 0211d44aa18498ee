"""The police answer what is shared with them; a disclosure that goes on from an earlier one says so."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

import stopext.vault.fields
from stopext.access.tenancy import Policy, behind_wall, child_of, let_in, signed, sql_file

OWN = "municipality_id = (select sec.muni())"
INSIDE = f"{OWN} and case_id not in (select sec.hidden_cases())"
#: As long as the district sees what it answers: the wall of the disclosure says how long.
ANSWERED = (
    "district_id = (select sec.district())"
    " and disclosure_id in (select id from casework_disclosure)"
)
#: A hand-over has an answer of its own.
ANSWERING = (
    "district_id = (select sec.district()) and by_user = (select sec.user_id())"
    " and exists (select from casework_disclosure d where not d.hand_over"
    " and d.id = casework_sharereply.disclosure_id"
    " and d.case_id = casework_sharereply.case_id)"
)
#: Who shared is told, of what the district can see, and nobody else.
TELLING = (
    "kind = 'share_answered' and exists (select from casework_disclosure d"
    " where d.id = notifications_notice.about and d.by_user = notifications_notice.user_id"
    " and d.municipality_id = notifications_notice.authority_id)"
)


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0020_meeting_walls"),
        ("notifications", "0002_walls"),
    ]

    operations = [
        migrations.CreateModel(
            name="ShareReply",
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
                ("district_id", models.PositiveIntegerField(editable=False)),
                (
                    "reply",
                    models.CharField(
                        choices=[
                            ("used", "Modtaget og taget i brug"),
                            ("not_relevant", "Ikke relevant for os"),
                            ("message", "Svar"),
                        ],
                        max_length=24,
                        verbose_name="svar",
                    ),
                ),
                (
                    "text",
                    stopext.vault.fields.SealedTextField(
                        blank=True, max_length=4000, verbose_name="besked"
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="disclosure",
            name="renews",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="renewals",
                to="casework.disclosure",
            ),
        ),
        migrations.AddConstraint(
            model_name="disclosure",
            constraint=models.UniqueConstraint(
                fields=("municipality_id", "renews"), name="disclosure_renewed_once"
            ),
        ),
        migrations.AddField(
            model_name="sharereply",
            name="case",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="share_replies",
                to="casework.case",
            ),
        ),
        migrations.AddField(
            model_name="sharereply",
            name="disclosure",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="replies",
                to="casework.disclosure",
            ),
        ),
        migrations.AddIndex(
            model_name="sharereply",
            index=models.Index(
                fields=["municipality_id", "case", "-at"], name="sharereply_of_case"
            ),
        ),
        migrations.AddIndex(
            model_name="sharereply",
            index=models.Index(
                fields=["municipality_id", "disclosure"], name="sharereply_of_share"
            ),
        ),
        migrations.AddIndex(
            model_name="sharereply",
            index=models.Index(fields=["district_id", "disclosure"], name="sharereply_of_district"),
        ),
        migrations.AddConstraint(
            model_name="sharereply",
            constraint=models.CheckConstraint(
                condition=models.Q(("reply__in", ["used", "not_relevant", "message"])),
                name="sharereply_reply_known",
                violation_error_message="Vælg en af mulighederne på listen.",
            ),
        ),
        migrations.AddConstraint(
            model_name="sharereply",
            constraint=models.UniqueConstraint(
                condition=models.Q(("reply", "message"), _negated=True),
                fields=("municipality_id", "disclosure"),
                name="sharereply_settled_once",
            ),
        ),
        child_of("casework_disclosure", "renews_id", "casework_disclosure"),
        child_of("casework_sharereply", "case_id", "casework_case"),
        child_of("casework_sharereply", "disclosure_id", "casework_disclosure"),
        behind_wall(
            "casework_sharereply",
            Policy("r_muni", "select", INSIDE),
            Policy("r_police", "select", ANSWERED),
            Policy("r_police", "insert", ANSWERING),
            Policy("ctx_owner", "select, delete", OWN),
        ),
        signed("casework_sharereply", "by_user", "by_name", "at"),
        let_in("notifications_notice", "share_answered", Policy("r_police", "insert", TELLING)),
        sql_file(__file__, "0021_share_replies"),
    ]
