"""Deadlines that are moved, receipts for concerns, and what a check of the aftercare says."""

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
        ("casework", "0028_tell_of_shares"),
    ]

    operations = [
        migrations.CreateModel(
            name="Acknowledgement",
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
                    "answer",
                    models.CharField(
                        choices=[
                            ("given", "Ja, der er kvitteret"),
                            ("not_given", "Nej, der kan ikke kvitteres"),
                        ],
                        max_length=24,
                        verbose_name="er der kvitteret",
                    ),
                ),
                ("given_on", models.DateField(null=True, verbose_name="dag")),
                (
                    "channel",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("phone", "Telefon"),
                            ("meeting", "Møde"),
                            ("visit", "Besøg"),
                            ("video", "Videosamtale"),
                            ("post", "Digital Post eller brev"),
                            ("mail", "Mail"),
                            ("message", "Sms eller chat"),
                            ("other", "Andet"),
                        ],
                        max_length=24,
                        verbose_name="måde",
                    ),
                ),
                (
                    "words",
                    stopext.vault.fields.SealedTextField(
                        blank=True, max_length=2000, verbose_name="hvad fik vedkommende at vide"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="DeadlineChange",
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
                ("clock", models.CharField(max_length=24, verbose_name="frist")),
                (
                    "step",
                    models.CharField(
                        choices=[
                            ("extended", "Udsæt fristen"),
                            ("stopped", "Stands fristen, mens der ventes"),
                            ("resumed", "Lad fristen løbe igen"),
                        ],
                        max_length=24,
                        verbose_name="hvad gøres der",
                    ),
                ),
                ("first_due", models.DateTimeField()),
                ("was_due", models.DateTimeField(verbose_name="frist før")),
                ("due", models.DateTimeField(verbose_name="frist")),
                ("until", models.DateField(null=True, verbose_name="standset til og med")),
                (
                    "reason",
                    stopext.vault.fields.SealedTextField(
                        max_length=2000, verbose_name="begrundelse"
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="statechange",
            name="asked",
            field=models.CharField(
                blank=True,
                choices=[
                    ("citizen", "Borgeren selv"),
                    ("family", "Pårørende"),
                    ("professional", "En fagperson, der kender borgeren"),
                    ("nobody", "Ingen: kun kommunens egne oplysninger"),
                ],
                max_length=24,
                verbose_name="hvem er spurgt",
            ),
        ),
        migrations.AddField(
            model_name="statechange",
            name="outcome",
            field=models.CharField(
                blank=True,
                choices=[
                    ("worse", "Dårligere end ved afslutningen"),
                    ("same", "Som ved afslutningen"),
                    ("better", "Bedre end ved afslutningen"),
                    ("unknown", "Det ved vi ikke"),
                ],
                max_length=24,
                verbose_name="hvordan går det",
            ),
        ),
        migrations.AddConstraint(
            model_name="statechange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("asked__in", ["citizen", "family", "professional", "nobody", ""])
                ),
                name="statechange_asked_known",
                violation_error_message="Vælg en af mulighederne på listen.",
            ),
        ),
        migrations.AddConstraint(
            model_name="statechange",
            constraint=models.CheckConstraint(
                condition=models.Q(("outcome__in", ["worse", "same", "better", "unknown", ""])),
                name="statechange_outcome_known",
                violation_error_message="Vælg en af mulighederne på listen.",
            ),
        ),
        migrations.AddField(
            model_name="acknowledgement",
            name="case",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="acknowledgements",
                to="casework.case",
            ),
        ),
        migrations.AddField(
            model_name="acknowledgement",
            name="concern",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="acknowledgements",
                to="casework.concern",
            ),
        ),
        migrations.AddField(
            model_name="deadlinechange",
            name="case",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="deadline_changes",
                to="casework.case",
            ),
        ),
        migrations.AddIndex(
            model_name="acknowledgement",
            index=models.Index(fields=["municipality_id", "case"], name="acknowledgement_of_case"),
        ),
        migrations.AddConstraint(
            model_name="acknowledgement",
            constraint=models.CheckConstraint(
                condition=models.Q(("answer__in", ["given", "not_given"])),
                name="acknowledgement_answer_known",
                violation_error_message="Vælg en af mulighederne på listen.",
            ),
        ),
        migrations.AddConstraint(
            model_name="acknowledgement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "channel__in",
                        [
                            "phone",
                            "meeting",
                            "visit",
                            "video",
                            "post",
                            "mail",
                            "message",
                            "other",
                            "",
                        ],
                    )
                ),
                name="acknowledgement_channel_known",
                violation_error_message="Vælg en af mulighederne på listen.",
            ),
        ),
        migrations.AddConstraint(
            model_name="acknowledgement",
            constraint=models.UniqueConstraint(
                fields=("municipality_id", "concern"),
                name="acknowledgement_once",
                violation_error_message="Der er allerede svaret på, om der er kvitteret.",
            ),
        ),
        migrations.AddConstraint(
            model_name="acknowledgement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("answer", "given"),
                        ("given_on__isnull", False),
                        models.Q(("channel", ""), _negated=True),
                    ),
                    models.Q(("answer", "not_given"), ("channel", ""), ("given_on__isnull", True)),
                    _connector="OR",
                ),
                name="acknowledgement_complete",
                violation_error_message="En kvittering har en dag og en måde.",
            ),
        ),
        migrations.AddIndex(
            model_name="deadlinechange",
            index=models.Index(
                fields=["municipality_id", "case", "-at"], name="deadlinechange_of_case"
            ),
        ),
        migrations.AddConstraint(
            model_name="deadlinechange",
            constraint=models.CheckConstraint(
                condition=models.Q(("step__in", ["extended", "stopped", "resumed"])),
                name="deadlinechange_step_known",
                violation_error_message="Vælg en af mulighederne på listen.",
            ),
        ),
        migrations.AddConstraint(
            model_name="deadlinechange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("step", "stopped"), ("until__isnull", False)),
                    models.Q(models.Q(("step", "stopped"), _negated=True), ("until__isnull", True)),
                    _connector="OR",
                ),
                name="deadlinechange_until_together",
                violation_error_message="En frist, der er standset, har en sidste dag.",
            ),
        ),
        migrations.AddConstraint(
            model_name="deadlinechange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("step", "resumed"), ("due__gt", models.F("was_due")), _connector="OR"
                ),
                name="deadlinechange_later",
                violation_error_message="En frist udsættes til en senere dag.",
            ),
        ),
        child_of("casework_deadlinechange", "case_id", "casework_case"),
        child_of("casework_acknowledgement", "case_id", "casework_case"),
        child_of("casework_acknowledgement", "concern_id", "casework_concern"),
        *(
            behind_wall(
                table,
                Policy("r_muni", "select, insert", INSIDE),
                Policy("ctx_owner", "select, delete", OWN),
            )
            for table in ("casework_deadlinechange", "casework_acknowledgement")
        ),
        signed("casework_deadlinechange", "by_user", "by_name", "at"),
        signed("casework_acknowledgement", "by_user", "by_name", "at"),
        sql_file(__file__, "0029_deadlines"),
        # Of a closed case only that a check of its aftercare is due, and to whom to say so.
        let_in(
            "casework_case",
            "aftercare_reminders",
            job(JOB, "select", "state = 'closed' and due_at is not null"),
        ),
        let_in(
            "notifications_notice",
            "deadline_reminders",
            job(JOB, "insert", "kind = 'case_due'"),
        ),
    ]
