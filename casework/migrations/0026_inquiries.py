"""Questions to authorities that have the portal too: sent, answered there, and walled for both."""

import uuid
from typing import ClassVar

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
    tenant_key,
)

JOB = "remind_of_requests"
OWN = "municipality_id = (select sec.muni())"
INSIDE = f"{OWN} and case_id not in (select sec.hidden_cases())"
LEADING = f"{INSIDE} and (select sec.role_name()) in ('coordinator', 'leader')"
SENDING = f"{LEADING} and asked_id in (select sec.answering_authorities())"
#: Those who answer for the authority that is asked, as the permission says.
ASKED = "asked_id = (select sec.muni()) and (select sec.role_name()) in ('coordinator', 'leader')"
ASKED_DISTRICT = (
    "asked_id = (select sec.district()) and (select sec.role_name()) = 'police_coordinator'"
)
#: Who asked is told, by the authority that was asked, and nobody else.
TELLING = (
    "kind = 'inquiry_answered' and exists (select from casework_inquiry i"
    " where i.id = notifications_notice.about and i.by_user = notifications_notice.user_id"
    " and i.municipality_id = notifications_notice.authority_id)"
)


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("casework", "0025_consent_ends"),
        ("accounts", "0005_own_signature"),
        ("notifications", "0002_walls"),
    ]

    operations: ClassVar = [
        tenant_key("casework_informationrequest"),
        sql_file(__file__, "0026_inquiries_asked"),
        migrations.CreateModel(
            name="Inquiry",
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
                ("asked_id", models.PositiveIntegerField(editable=False)),
                ("case_number", models.CharField(max_length=14, verbose_name="sagsnummer")),
                ("municipality_name", models.CharField(max_length=80, verbose_name="kommune")),
                ("due_on", models.DateField(verbose_name="svarfrist")),
                (
                    "question",
                    stopext.vault.fields.SealedTextField(
                        max_length=2000, verbose_name="hvad spørges der om"
                    ),
                ),
                (
                    "told",
                    models.CharField(
                        choices=[
                            ("nobody", "Ingen: spørgsmålet nævner ingen person"),
                            ("name", "Navn og fødselsår"),
                            ("number", "Navn, fødselsår og CPR-nummer"),
                        ],
                        max_length=24,
                        verbose_name="hvem det drejer sig om",
                    ),
                ),
                (
                    "citizen",
                    stopext.vault.fields.SealedTextField(
                        blank=True, max_length=400, verbose_name="hvem det drejer sig om"
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
                    "necessity",
                    stopext.vault.fields.SealedTextField(
                        max_length=4000, verbose_name="hvorfor er det nødvendigt"
                    ),
                ),
                (
                    "citizen_informed",
                    models.CharField(
                        choices=[("yes", "Ja"), ("no", "Nej"), ("unknown", "Ved ikke")],
                        max_length=24,
                        verbose_name="er borgeren orienteret",
                    ),
                ),
                (
                    "not_informed_reason",
                    stopext.vault.fields.SealedTextField(
                        blank=True, max_length=1000, verbose_name="hvorfor ikke"
                    ),
                ),
                ("withdrawn_at", models.DateTimeField(null=True, verbose_name="trukket tilbage")),
                ("withdrawn_by", models.UUIDField(null=True)),
                ("withdrawn_by_name", models.CharField(blank=True, max_length=120)),
                (
                    "withdrawn_reason",
                    stopext.vault.fields.SealedTextField(
                        blank=True, max_length=1000, verbose_name="hvorfor trukket tilbage"
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="inquiries",
                        to="casework.case",
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="inquiries",
                        to="casework.informationrequest",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="InquiryReply",
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
                ("asked_id", models.PositiveIntegerField(editable=False)),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "reply",
                    models.CharField(
                        choices=[
                            ("known", "Oplysninger gives"),
                            ("nothing", "Vi har ingen oplysninger"),
                            ("refused", "Oplysninger gives ikke"),
                        ],
                        max_length=24,
                        verbose_name="svar",
                    ),
                ),
                (
                    "text",
                    stopext.vault.fields.SealedTextField(
                        blank=True, max_length=10000, verbose_name="oplysninger eller begrundelse"
                    ),
                ),
                (
                    "source",
                    stopext.vault.fields.SealedTextField(
                        blank=True, max_length=200, verbose_name="kilde"
                    ),
                ),
                ("told_on", models.DateField(null=True, verbose_name="oplysningens dato")),
                (
                    "legal_basis",
                    models.CharField(
                        blank=True,
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
                    "case",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="inquiry_replies",
                        to="casework.case",
                    ),
                ),
                (
                    "inquiry",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replies",
                        to="casework.inquiry",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="inquiry",
            index=models.Index(fields=["municipality_id", "case"], name="inquiry_of_case"),
        ),
        migrations.AddIndex(
            model_name="inquiry",
            index=models.Index(fields=["asked_id", "due_on", "id"], name="inquiry_of_asked"),
        ),
        migrations.AddConstraint(
            model_name="inquiry",
            constraint=models.CheckConstraint(
                condition=models.Q(("told__in", ["nobody", "name", "number"])),
                name="inquiry_told_known",
                violation_error_message="Vælg en af mulighederne på listen.",
            ),
        ),
        migrations.AddConstraint(
            model_name="inquiry",
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
                name="inquiry_legal_basis_known",
                violation_error_message="Vælg en af mulighederne på listen.",
            ),
        ),
        migrations.AddConstraint(
            model_name="inquiry",
            constraint=models.CheckConstraint(
                condition=models.Q(("citizen_informed__in", ["yes", "no", "unknown"])),
                name="inquiry_citizen_informed_known",
                violation_error_message="Vælg en af mulighederne på listen.",
            ),
        ),
        migrations.AddConstraint(
            model_name="inquiry",
            constraint=models.UniqueConstraint(fields=("request",), name="inquiry_sent_once"),
        ),
        migrations.AddConstraint(
            model_name="inquiry",
            constraint=models.CheckConstraint(
                condition=models.Q(("asked_id", models.F("municipality_id")), _negated=True),
                name="inquiry_of_another",
                violation_error_message="En kommune spørger ikke sig selv.",
            ),
        ),
        migrations.AddConstraint(
            model_name="inquiry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("withdrawn_at__isnull", True), ("withdrawn_by__isnull", True)),
                    models.Q(("withdrawn_at__isnull", False), ("withdrawn_by__isnull", False)),
                    _connector="OR",
                ),
                name="inquiry_withdrawal_together",
                violation_error_message="En tilbagetrækning har både tidspunkt og person.",
            ),
        ),
        migrations.AddIndex(
            model_name="inquiryreply",
            index=models.Index(
                fields=["municipality_id", "case", "-at"], name="inquiryreply_of_case"
            ),
        ),
        migrations.AddIndex(
            model_name="inquiryreply",
            index=models.Index(fields=["asked_id", "inquiry"], name="inquiryreply_of_asked"),
        ),
        migrations.AddConstraint(
            model_name="inquiryreply",
            constraint=models.CheckConstraint(
                condition=models.Q(("reply__in", ["known", "nothing", "refused"])),
                name="inquiryreply_reply_known",
                violation_error_message="Vælg en af mulighederne på listen.",
            ),
        ),
        migrations.AddConstraint(
            model_name="inquiryreply",
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
                            "",
                        ],
                    )
                ),
                name="inquiryreply_legal_basis_known",
                violation_error_message="Vælg en af mulighederne på listen.",
            ),
        ),
        migrations.AddConstraint(
            model_name="inquiryreply",
            constraint=models.UniqueConstraint(
                fields=("inquiry", "number"), name="inquiryreply_numbered"
            ),
        ),
        migrations.AddConstraint(
            model_name="inquiryreply",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("reply", "known"), _negated=True),
                    models.Q(
                        models.Q(("legal_basis", ""), _negated=True), ("told_on__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="inquiryreply_told_on_a_ground",
                violation_error_message="Oplysninger gives på et grundlag og har en dato.",
            ),
        ),
        tenant_key("casework_inquiry"),
        child_of("casework_inquiry", "case_id", "casework_case"),
        child_of("casework_inquiry", "request_id", "casework_informationrequest"),
        child_of("casework_inquiryreply", "case_id", "casework_case"),
        child_of("casework_inquiryreply", "inquiry_id", "casework_inquiry"),
        behind_wall(
            "casework_inquiry",
            Policy("r_muni", "select", f"{INSIDE} or {ASKED}"),
            Policy("r_muni", "insert", SENDING),
            Policy("r_muni", "update", LEADING),
            Policy("r_police", "select", ASKED_DISTRICT),
            Policy("ctx_owner", "select, delete", OWN),
            job(JOB, "select"),
        ),
        behind_wall(
            "casework_inquiryreply",
            Policy("r_muni", "select", f"{INSIDE} or {ASKED}"),
            Policy("r_muni", "insert", ASKED),
            Policy("r_police", "select, insert", ASKED_DISTRICT),
            Policy("ctx_owner", "select, delete", OWN),
            job(JOB, "select"),
        ),
        signed("casework_inquiry", "by_user", "by_name", "at"),
        signed("casework_inquiry", "withdrawn_by", "withdrawn_by_name", "withdrawn_at"),
        signed("casework_inquiryreply", "by_user", "by_name", "at"),
        let_in(
            "notifications_notice", "inquiries", Policy("ctx_owner", "insert", "kind = 'inquiry'")
        ),
        let_in("notifications_notice", "inquiries", job(JOB, "insert", "kind = 'inquiry'")),
        *(
            let_in("notifications_notice", "inquiries", Policy(role, "insert", TELLING))
            for role in ("r_muni", "r_police")
        ),
        let_in(
            "accounts_membership",
            "inquiries",
            job(JOB, "select", "role in ('coordinator', 'leader', 'police_coordinator')"),
        ),
        sql_file(__file__, "0026_inquiries"),
    ]
