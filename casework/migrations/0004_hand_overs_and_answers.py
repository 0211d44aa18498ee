"""The police answer what is handed over to them; decisions about notices; reports get an answer."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

import stopext.vault.fields
from stopext.access.tenancy import Policy, behind_wall, child_of, narrowed, sql_file, tenant_key

OWN = "municipality_id = (select sec.muni())"
INSIDE = f"{OWN} and case_id not in (select sec.hidden_cases())"
SELF = "by_user = (select sec.user_id())"
LEADING = "(select sec.role_name()) in ('coordinator', 'leader')"
DISTRICT = "district_id = (select sec.district())"
#: As long as the district sees what it answers: the wall of the disclosure says how long.
ANSWERED = (
    "district_id = (select sec.district())"
    " and disclosure_id in (select id from casework_disclosure)"
)
ANSWERING = (
    f"{DISTRICT} and {SELF} and exists (select from casework_disclosure d where d.hand_over"
    " and d.id = casework_handoveranswer.disclosure_id"
    " and d.case_id = casework_handoveranswer.case_id)"
)
#: What goes with a case that is erased.
GOES = Policy("ctx_owner", "select, delete", OWN)


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0003_name_keys"),
    ]

    operations = [
        migrations.CreateModel(
            name="HandOverAnswer",
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
                        choices=[("accepted", "Taget imod"), ("refused", "Afvist")],
                        max_length=24,
                        verbose_name="svar",
                    ),
                ),
                (
                    "reason",
                    stopext.vault.fields.SealedTextField(
                        blank=True, max_length=2000, verbose_name="begrundelse"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Notice",
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
                    "decision",
                    models.CharField(
                        choices=[
                            ("sent", "Underretning er sendt"),
                            ("known", "Familieafdelingen kender sagen allerede"),
                            ("not_needed", "Ikke behov for særlig støtte"),
                        ],
                        max_length=24,
                        verbose_name="beslutning",
                    ),
                ),
                (
                    "reason",
                    stopext.vault.fields.SealedTextField(
                        max_length=4000, verbose_name="begrundelse"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ReportDecision",
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
                    "outcome",
                    models.CharField(
                        choices=[
                            ("answered", "Besvaret: der skal ikke gøres mere"),
                            ("no_concern", "Ikke en bekymring for ekstremisme"),
                        ],
                        max_length=24,
                        verbose_name="afgørelse",
                    ),
                ),
                (
                    "reason",
                    stopext.vault.fields.SealedTextField(
                        blank=True, max_length=2000, verbose_name="begrundelse"
                    ),
                ),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="report",
            name="report_status_known",
        ),
        migrations.RemoveConstraint(
            model_name="report",
            name="report_taken_up_together",
        ),
        migrations.AddField(
            model_name="disclosure",
            name="hand_over",
            field=models.BooleanField(default=False, verbose_name="overdragelse af sagen"),
        ),
        migrations.AddField(
            model_name="report",
            name="answer",
            field=stopext.vault.fields.SealedTextField(
                null=True, max_length=4000, verbose_name="svar til indberetteren"
            ),
        ),
        migrations.AddField(
            model_name="report",
            name="answered_at",
            field=models.DateTimeField(null=True, verbose_name="besvaret"),
        ),
        migrations.AlterField(
            model_name="report",
            name="status",
            field=models.CharField(
                choices=[
                    ("received", "Modtaget"),
                    ("taken_up", "Taget op af kommunen"),
                    ("answered", "Besvaret"),
                ],
                default="received",
                max_length=24,
                verbose_name="status",
            ),
        ),
        migrations.AddField(
            model_name="handoveranswer",
            name="case",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="hand_over_answers",
                to="casework.case",
            ),
        ),
        migrations.AddField(
            model_name="handoveranswer",
            name="disclosure",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="answers",
                to="casework.disclosure",
            ),
        ),
        migrations.AddField(
            model_name="notice",
            name="case",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="notices",
                to="casework.case",
            ),
        ),
        migrations.AddConstraint(
            model_name="reportdecision",
            constraint=models.CheckConstraint(
                condition=models.Q(("outcome__in", ["answered", "no_concern"])),
                name="reportdecision_outcome_known",
                violation_error_message="Vælg en af mulighederne på listen.",
            ),
        ),
        migrations.AddField(
            model_name="report",
            name="decision",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reports",
                to="casework.reportdecision",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["received", "taken_up", "answered"])),
                name="report_status_known",
                violation_error_message="Vælg en af mulighederne på listen.",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("answer__isnull", True),
                        ("answered_at__isnull", True),
                        ("concern__isnull", True),
                        ("decision__isnull", True),
                        ("status", "received"),
                        ("taken_up_at__isnull", True),
                    ),
                    models.Q(
                        ("answer__isnull", True),
                        ("answered_at__isnull", True),
                        ("concern__isnull", False),
                        ("decision__isnull", True),
                        ("status", "taken_up"),
                        ("taken_up_at__isnull", False),
                    ),
                    models.Q(
                        ("answer__isnull", False),
                        ("answered_at__isnull", False),
                        ("concern__isnull", True),
                        ("decision__isnull", False),
                        ("status", "answered"),
                        ("taken_up_at__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="report_handled_together",
                violation_error_message="En henvendelse er taget op, når den er en sag, og besvaret, når den har svar.",
            ),
        ),
        migrations.AddIndex(
            model_name="handoveranswer",
            index=models.Index(
                fields=["municipality_id", "case", "-at"], name="handoveranswer_of_case"
            ),
        ),
        migrations.AddIndex(
            model_name="handoveranswer",
            index=models.Index(
                fields=["district_id", "disclosure"], name="handoveranswer_of_district"
            ),
        ),
        migrations.AddConstraint(
            model_name="handoveranswer",
            constraint=models.CheckConstraint(
                condition=models.Q(("reply__in", ["accepted", "refused"])),
                name="handoveranswer_reply_known",
                violation_error_message="Vælg en af mulighederne på listen.",
            ),
        ),
        migrations.AddConstraint(
            model_name="handoveranswer",
            constraint=models.UniqueConstraint(
                fields=("municipality_id", "disclosure"), name="handoveranswer_once"
            ),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(fields=["municipality_id", "case", "-at"], name="notice_of_case"),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=models.Q(("decision__in", ["sent", "known", "not_needed"])),
                name="notice_decision_known",
                violation_error_message="Vælg en af mulighederne på listen.",
            ),
        ),
        tenant_key("casework_reportdecision"),
        child_of("casework_notice", "case_id", "casework_case"),
        child_of("casework_handoveranswer", "case_id", "casework_case"),
        child_of("casework_handoveranswer", "disclosure_id", "casework_disclosure"),
        child_of("casework_report", "decision_id", "casework_reportdecision"),
        behind_wall("casework_notice", Policy("r_muni", "select, insert", INSIDE), GOES),
        behind_wall(
            "casework_handoveranswer",
            Policy("r_muni", "select", INSIDE),
            Policy("r_police", "select", ANSWERED),
            Policy("r_police", "insert", ANSWERING),
            GOES,
        ),
        behind_wall(
            "casework_reportdecision",
            Policy("r_muni", "select", f"{OWN} and {LEADING}"),
            Policy("r_muni", "insert", f"{OWN} and {LEADING} and {SELF}"),
        ),
        sql_file(__file__, "0004_hidden_concerns"),
        # A report that became part of a case is as open as the case.
        narrowed(
            "casework_report",
            "r_muni",
            "concern_id is null or concern_id not in (select sec.hidden_concerns())",
        ),
        sql_file(__file__, "0004_hand_overs"),
    ]
