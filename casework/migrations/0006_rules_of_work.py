"""Codes and indexes of work in a case."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

import casework.rules.closing
import casework.rules.retention
import stopext.vault.fields


class Migration(migrations.Migration):
    dependencies = [("casework", "0005_rules_of_concerns")]
    operations = [
        migrations.CreateModel(
            name="CaseAssignment",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("municipality_id", models.PositiveIntegerField(editable=False)),
                ("user_id", models.UUIDField(editable=False)),
                ("membership_id", models.UUIDField(editable=False)),
                ("name", models.CharField(max_length=120)),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assignments",
                        to="casework.case",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("until__isnull", True)),
                        fields=["municipality_id", "user_id", "case"],
                        name="assignment_of_user",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until__isnull", True),
                            ("until__gte", models.F("since")),
                            _connector="OR",
                        ),
                        name="assignment_period",
                        violation_error_message="Perioden slutter, før den begynder.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("until__isnull", True)),
                        fields=("municipality_id", "case", "user_id"),
                        name="assignment_once",
                        violation_error_message="Personen er allerede på sagen.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CaseReader",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("municipality_id", models.PositiveIntegerField(editable=False)),
                ("user_id", models.UUIDField(editable=False)),
                ("membership_id", models.UUIDField(editable=False)),
                ("name", models.CharField(max_length=120)),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="readers",
                        to="casework.case",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("until__isnull", True)),
                        fields=["municipality_id", "user_id", "case"],
                        name="reader_of_user",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until__isnull", True),
                            ("until__gte", models.F("since")),
                            _connector="OR",
                        ),
                        name="reader_period",
                        violation_error_message="Perioden slutter, før den begynder.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("until__isnull", True)),
                        fields=("municipality_id", "case", "user_id"),
                        name="reader_once",
                        violation_error_message="Personen er allerede på sagen.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ClosingAnswer",
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
                ("finding", models.CharField(max_length=24)),
                ("answer", stopext.vault.fields.SealedTextField(max_length=2000)),
                (
                    "case",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="closing_answers",
                        to="casework.case",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["municipality_id", "case", "-at"], name="closinganswer_of_case"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "finding__in",
                                [
                                    casework.rules.closing.FindingKey["ASSESSMENT_MISSING"],
                                    casework.rules.closing.FindingKey["OPEN_MEASURES"],
                                    casework.rules.closing.FindingKey["MINOR_NOTICE"],
                                    casework.rules.closing.FindingKey["LEADER_APPROVAL"],
                                    casework.rules.closing.FindingKey["MOVED_RECEIPT"],
                                    casework.rules.closing.FindingKey["EARLIER_CONCERNS"],
                                    casework.rules.closing.FindingKey["OPEN_DISCLOSURES"],
                                    casework.rules.closing.FindingKey["SCREENING_PENDING"],
                                ],
                            )
                        ),
                        name="closinganswer_finding_known",
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="concern",
            index=models.Index(
                fields=["municipality_id", "case", "received_at"], name="concern_of_case"
            ),
        ),
        migrations.AddConstraint(
            model_name="concern",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "channel__in",
                        ["phone", "mail", "meeting", "form", "hotline", "ssp", "police"],
                    )
                ),
                name="concern_channel_known",
                violation_error_message="Vælg en af mulighederne på listen.",
            ),
        ),
        migrations.AddConstraint(
            model_name="concern",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "referrer_type__in",
                        [
                            "parent",
                            "school",
                            "police",
                            "housing",
                            "colleague",
                            "health",
                            "prison_service",
                            "leisure",
                            "workplace",
                            "citizen",
                            "self",
                        ],
                    )
                ),
                name="concern_referrer_type_known",
                violation_error_message="Vælg en af mulighederne på listen.",
            ),
        ),
        migrations.AddConstraint(
            model_name="concern",
            constraint=models.CheckConstraint(
                condition=models.Q(("knowledge__in", ["first_hand", "second_hand", "unknown"])),
                name="concern_knowledge_known",
                violation_error_message="Vælg en af mulighederne på listen.",
            ),
        ),
        migrations.AddConstraint(
            model_name="concern",
            constraint=models.CheckConstraint(
                condition=models.Q(("citizen_informed__in", ["yes", "no", "unknown"])),
                name="concern_citizen_informed_known",
                violation_error_message="Vælg en af mulighederne på listen.",
            ),
        ),
        migrations.AddIndex(
            model_name="decision",
            index=models.Index(fields=["municipality_id", "case", "-at"], name="decision_of_case"),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(("decider__in", ["municipality", "police"])),
                name="decision_decider_known",
                violation_error_message="Vælg en af mulighederne på listen.",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(("outcome__in", ["start", "not_start"])),
                name="decision_outcome_known",
                violation_error_message="Vælg en af mulighederne på listen.",
            ),
        ),
        migrations.AddIndex(
            model_name="disclosure",
            index=models.Index(
                fields=["municipality_id", "case", "-at"], name="disclosure_of_case"
            ),
        ),
        migrations.AddIndex(
            model_name="disclosure",
            index=models.Index(
                condition=models.Q(("revoked_at__isnull", True)),
                fields=["district_id", "-at", "id"],
                name="disclosure_of_district",
            ),
        ),
        migrations.AddConstraint(
            model_name="disclosure",
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
                name="disclosure_legal_basis_known",
                violation_error_message="Vælg en af mulighederne på listen.",
            ),
        ),
        migrations.AddConstraint(
            model_name="disclosure",
            constraint=models.CheckConstraint(
                condition=models.Q(("citizen_informed__in", ["yes", "no", "unknown"])),
                name="disclosure_citizen_informed_known",
                violation_error_message="Vælg en af mulighederne på listen.",
            ),
        ),
        migrations.AddConstraint(
            model_name="disclosure",
            constraint=models.CheckConstraint(
                condition=models.Q(("expires_at__gt", models.F("at"))),
                name="disclosure_lasts",
                violation_error_message="Delingen skal udløbe, efter at den er begyndt.",
            ),
        ),
        migrations.AddConstraint(
            model_name="disclosure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("revoked_at__isnull", True), ("revoked_by_user__isnull", True)),
                    models.Q(("revoked_at__isnull", False), ("revoked_by_user__isnull", False)),
                    _connector="OR",
                ),
                name="disclosure_withdrawal_together",
                violation_error_message="En tilbagetrækning har både tidspunkt og person.",
            ),
        ),
        migrations.AddIndex(
            model_name="disclosureitem",
            index=models.Index(fields=["district_id", "disclosure"], name="item_of_district"),
        ),
        migrations.AddConstraint(
            model_name="disclosureitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["identity", "concern", "note", "measure", "assessment"])
                ),
                name="disclosureitem_kind_known",
                violation_error_message="Vælg en af mulighederne på listen.",
            ),
        ),
    ]
