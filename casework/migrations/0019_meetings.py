"""Meetings of the info-house: the tables. Their walls are those of the next migration."""

import uuid
from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

import stopext.vault.fields


class Migration(migrations.Migration):
    dependencies: ClassVar = [("casework", "0018_consents")]

    operations: ClassVar = [
        migrations.CreateModel(
            name="JointMeeting",
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
                ("case_number", models.CharField(max_length=14, verbose_name="sagsnummer")),
                ("municipality_name", models.CharField(max_length=80, verbose_name="kommune")),
                ("planned_at", models.DateTimeField(verbose_name="tidspunkt")),
                ("shared_until", models.DateTimeField(null=True)),
                ("locked_at", models.DateTimeField(null=True)),
                ("cancelled_at", models.DateTimeField(null=True)),
                ("cancelled_by", models.UUIDField(null=True)),
                ("cancelled_by_name", models.CharField(blank=True, max_length=120)),
                (
                    "cancel_reason",
                    stopext.vault.fields.SealedTextField(
                        blank=True, max_length=2000, verbose_name="hvorfor aflyst"
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="joint_meetings",
                        to="casework.case",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="JointInvitee",
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
                ("authority_id", models.PositiveIntegerField(editable=False)),
                ("user_id", models.UUIDField(editable=False, null=True)),
                ("name", models.CharField(blank=True, max_length=120, verbose_name="navn")),
                (
                    "outside",
                    stopext.vault.fields.SealedTextField(
                        blank=True, max_length=300, verbose_name="funktion og myndighed"
                    ),
                ),
                (
                    "reason",
                    stopext.vault.fields.SealedTextField(
                        max_length=2000, verbose_name="hvorfor er der brug for hende eller ham"
                    ),
                ),
                (
                    "legal_basis",
                    models.CharField(
                        choices=[
                            ("rpl_115_1", "Retsplejeloven § 115, stk. 1, nr. 1 (SSP)"),
                            ("rpl_115_2", "Retsplejeloven § 115, stk. 1, nr. 2 (PSP)"),
                            ("rpl_115_3", "Retsplejeloven § 115, stk. 1, nr. 3 (KSP)"),
                            ("consent", "Borgerens samtykke"),
                            ("child_notice", "Underretning, barnets lov § 133"),
                            ("child_ssd", "Tidlig forebyggende indsats for børn og unge"),
                            ("fvl_28", "Forvaltningsloven § 28"),
                            ("necessity", "Nærliggende fare for liv eller helbred"),
                        ],
                        max_length=24,
                        verbose_name="retligt grundlag",
                    ),
                ),
                (
                    "brings",
                    stopext.vault.fields.SealedTextField(
                        max_length=2000, verbose_name="må fortælle"
                    ),
                ),
                (
                    "sees",
                    stopext.vault.fields.SealedTextField(
                        max_length=2000, verbose_name="må høre og se"
                    ),
                ),
                ("ended_at", models.DateTimeField(null=True)),
                ("ended_by", models.UUIDField(null=True)),
                ("ended_by_name", models.CharField(blank=True, max_length=120)),
                (
                    "case",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="casework.case",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="casework.jointmeeting",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="JointDecision",
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
                ("authority_id", models.PositiveIntegerField(editable=False)),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("start", "Sætter indsats i gang"),
                            ("not_start", "Sætter ikke indsats i gang"),
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
                (
                    "case",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="casework.case",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="casework.jointmeeting",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="JointAttendance",
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
                ("authority_id", models.PositiveIntegerField(editable=False)),
                (
                    "attended",
                    models.CharField(
                        choices=[
                            ("came", "Deltog"),
                            ("stand_in", "Sendte en anden"),
                            ("absent", "Deltog ikke"),
                        ],
                        max_length=24,
                        verbose_name="fremmøde",
                    ),
                ),
                (
                    "stand_in",
                    stopext.vault.fields.SealedTextField(
                        blank=True, max_length=300, verbose_name="hvem kom i stedet, eller andet"
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="casework.case",
                    ),
                ),
                (
                    "invitee",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attendance",
                        to="casework.jointinvitee",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="casework.jointmeeting",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="JointMinutes",
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
                ("authority_id", models.PositiveIntegerField(editable=False)),
                ("number", models.PositiveSmallIntegerField()),
                ("is_addition", models.BooleanField(default=False)),
                (
                    "text",
                    stopext.vault.fields.SealedTextField(max_length=20000, verbose_name="referat"),
                ),
                (
                    "disagreement",
                    stopext.vault.fields.SealedTextField(
                        blank=True, max_length=4000, verbose_name="uenighed"
                    ),
                ),
                (
                    "recommendation",
                    stopext.vault.fields.SealedTextField(
                        blank=True, max_length=4000, verbose_name="anbefaling"
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="casework.case",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="casework.jointmeeting",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="JointApproval",
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
                ("authority_id", models.PositiveIntegerField(editable=False)),
                (
                    "case",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="casework.case",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="casework.jointmeeting",
                    ),
                ),
                (
                    "minutes",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="approvals",
                        to="casework.jointminutes",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="JointPaper",
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
                ("authority_id", models.PositiveIntegerField(editable=False)),
                ("user_id", models.UUIDField(editable=False)),
                ("ended_at", models.DateTimeField(null=True)),
                ("ended_by", models.UUIDField(null=True)),
                ("ended_by_name", models.CharField(blank=True, max_length=120)),
                (
                    "case",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="casework.case",
                    ),
                ),
                (
                    "invitee",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="papers",
                        to="casework.jointinvitee",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="casework.disclosureitem",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="casework.jointmeeting",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="JointPlan",
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
                ("authority_id", models.PositiveIntegerField(editable=False)),
                ("planned_at", models.DateTimeField(verbose_name="tidspunkt")),
                (
                    "place",
                    stopext.vault.fields.SealedTextField(max_length=300, verbose_name="sted"),
                ),
                (
                    "agenda",
                    stopext.vault.fields.SealedTextField(max_length=6000, verbose_name="dagsorden"),
                ),
                (
                    "reason",
                    stopext.vault.fields.SealedTextField(
                        blank=True, max_length=2000, verbose_name="hvorfor ændret"
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="casework.case",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="casework.jointmeeting",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="jointmeeting",
            index=models.Index(
                fields=["municipality_id", "case", "-at"], name="jointmeeting_of_case"
            ),
        ),
        migrations.AddIndex(
            model_name="jointmeeting",
            index=models.Index(
                fields=["municipality_id", "planned_at", "id"], name="jointmeeting_of_muni"
            ),
        ),
        migrations.AddIndex(
            model_name="jointmeeting",
            index=models.Index(
                fields=["district_id", "planned_at", "id"], name="jointmeeting_of_district"
            ),
        ),
        migrations.AddConstraint(
            model_name="jointmeeting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("cancelled_at__isnull", True), ("cancelled_by__isnull", True)),
                    models.Q(("cancelled_at__isnull", False), ("cancelled_by__isnull", False)),
                    _connector="OR",
                ),
                name="jointmeeting_cancelled_together",
                violation_error_message="En aflysning har både tidspunkt og person.",
            ),
        ),
        migrations.AddConstraint(
            model_name="jointmeeting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("cancelled_at__isnull", True), ("locked_at__isnull", True), _connector="OR"
                ),
                name="jointmeeting_held_or_cancelled",
                violation_error_message="Et møde er holdt eller aflyst.",
            ),
        ),
        migrations.AddIndex(
            model_name="jointinvitee",
            index=models.Index(
                fields=["municipality_id", "meeting", "at"], name="jointinvitee_of_meeting"
            ),
        ),
        migrations.AddIndex(
            model_name="jointinvitee",
            index=models.Index(
                condition=models.Q(("ended_at__isnull", True), ("user_id__isnull", False)),
                fields=["authority_id", "user_id"],
                name="jointinvitee_of_user",
            ),
        ),
        migrations.AddConstraint(
            model_name="jointinvitee",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "legal_basis__in",
                        [
                            "rpl_115_1",
                            "rpl_115_2",
                            "rpl_115_3",
                            "consent",
                            "child_notice",
                            "child_ssd",
                            "fvl_28",
                            "necessity",
                        ],
                    )
                ),
                name="jointinvitee_legal_basis_known",
                violation_error_message="Vælg en af mulighederne på listen.",
            ),
        ),
        migrations.AddConstraint(
            model_name="jointinvitee",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("name", ""), ("user_id__isnull", True)),
                    models.Q(("user_id__isnull", False), models.Q(("name", ""), _negated=True)),
                    _connector="OR",
                ),
                name="jointinvitee_named",
                violation_error_message="En kollega har et navn.",
            ),
        ),
        migrations.AddConstraint(
            model_name="jointinvitee",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at__isnull", True), ("ended_by__isnull", True)),
                    models.Q(("ended_at__isnull", False), ("ended_by__isnull", False)),
                    _connector="OR",
                ),
                name="jointinvitee_ended_together",
                violation_error_message="En indbydelse, der er trukket tilbage, har en person og et tidspunkt.",
            ),
        ),
        migrations.AddConstraint(
            model_name="jointinvitee",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True), ("user_id__isnull", False)),
                fields=("municipality_id", "meeting", "authority_id", "user_id"),
                name="jointinvitee_once",
                violation_error_message="Personen er allerede indbudt.",
            ),
        ),
        migrations.AddIndex(
            model_name="jointdecision",
            index=models.Index(
                fields=["municipality_id", "meeting", "at"], name="jointdecision_of_meeting"
            ),
        ),
        migrations.AddConstraint(
            model_name="jointdecision",
            constraint=models.CheckConstraint(
                condition=models.Q(("outcome__in", ["start", "not_start"])),
                name="jointdecision_outcome_known",
                violation_error_message="Vælg en af mulighederne på listen.",
            ),
        ),
        migrations.AddIndex(
            model_name="jointattendance",
            index=models.Index(
                fields=["municipality_id", "meeting", "at"], name="jointattendance_of_meeting"
            ),
        ),
        migrations.AddConstraint(
            model_name="jointattendance",
            constraint=models.CheckConstraint(
                condition=models.Q(("attended__in", ["came", "stand_in", "absent"])),
                name="jointattendance_attended_known",
                violation_error_message="Vælg en af mulighederne på listen.",
            ),
        ),
        migrations.AddIndex(
            model_name="jointminutes",
            index=models.Index(
                fields=["municipality_id", "meeting", "at"], name="jointminutes_of_meeting"
            ),
        ),
        migrations.AddConstraint(
            model_name="jointminutes",
            constraint=models.UniqueConstraint(
                fields=("municipality_id", "meeting", "number"), name="jointminutes_order"
            ),
        ),
        migrations.AddIndex(
            model_name="jointapproval",
            index=models.Index(
                fields=["municipality_id", "meeting", "at"], name="jointapproval_of_meeting"
            ),
        ),
        migrations.AddConstraint(
            model_name="jointapproval",
            constraint=models.UniqueConstraint(
                fields=("municipality_id", "minutes", "authority_id"), name="jointapproval_once"
            ),
        ),
        migrations.AddIndex(
            model_name="jointpaper",
            index=models.Index(
                fields=["municipality_id", "meeting", "at"], name="jointpaper_of_meeting"
            ),
        ),
        migrations.AddConstraint(
            model_name="jointpaper",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at__isnull", True), ("ended_by__isnull", True)),
                    models.Q(("ended_at__isnull", False), ("ended_by__isnull", False)),
                    _connector="OR",
                ),
                name="jointpaper_ended_together",
                violation_error_message="Et papir, der er taget tilbage, har en person og et tidspunkt.",
            ),
        ),
        migrations.AddConstraint(
            model_name="jointpaper",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True)),
                fields=("municipality_id", "invitee", "item"),
                name="jointpaper_once",
            ),
        ),
        migrations.AddIndex(
            model_name="jointplan",
            index=models.Index(
                fields=["municipality_id", "meeting", "at"], name="jointplan_of_meeting"
            ),
        ),
    ]
