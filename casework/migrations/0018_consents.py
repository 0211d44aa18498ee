"""What the citizen was asked for and answered, and what sharing on consent rests on."""

import uuid
from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

import stopext.vault.fields
from stopext.access.tenancy import Policy, behind_wall, child_of, signed, sql_file, tenant_key

OWN = "municipality_id = (select sec.muni())"
INSIDE = f"{OWN} and case_id not in (select sec.hidden_cases())"


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("casework", "0017_contacts"),
    ]

    operations: ClassVar = [
        migrations.AddField(
            model_name="disclosure",
            name="consent_given_on",
            field=models.DateField(null=True, verbose_name="samtykket blev givet"),
        ),
        migrations.AddField(
            model_name="disclosure",
            name="consent_giver",
            field=models.CharField(
                blank=True,
                choices=[
                    ("citizen", "Borgeren"),
                    ("custody", "Indehaver af forældremyndigheden"),
                    ("guardian", "Værge"),
                    ("representative", "Partsrepræsentant"),
                ],
                max_length=24,
                verbose_name="hvem der gav samtykket",
            ),
        ),
        migrations.AddField(
            model_name="disclosure",
            name="consent_until",
            field=models.DateField(null=True, verbose_name="samtykkets sidste dag"),
        ),
        migrations.CreateModel(
            name="Consent",
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
                    "purpose",
                    models.CharField(
                        choices=[
                            ("share", "At dele oplysninger"),
                            ("measure", "En indsats"),
                            ("screening", "En fælles vurdering"),
                            ("information", "At indhente oplysninger"),
                        ],
                        max_length=24,
                        verbose_name="hvad der er spurgt om",
                    ),
                ),
                (
                    "receiver",
                    models.CharField(
                        choices=[
                            ("police", "Politiet og infohuset"),
                            ("school", "Skole eller uddannelse"),
                            ("psychiatry", "Psykiatrien"),
                            ("prison_service", "Kriminalforsorgen"),
                            ("municipality", "Kommunen selv"),
                            ("other", "En anden"),
                        ],
                        max_length=24,
                        verbose_name="hvem det gælder",
                    ),
                ),
                (
                    "receiver_words",
                    stopext.vault.fields.SealedTextField(
                        blank=True, max_length=200, verbose_name="hvem præcist"
                    ),
                ),
                (
                    "words",
                    stopext.vault.fields.SealedTextField(
                        max_length=4000, verbose_name="hvad der er sagt ja eller nej til"
                    ),
                ),
                (
                    "answer",
                    models.CharField(
                        choices=[("yes", "Ja"), ("no", "Nej")], max_length=24, verbose_name="svaret"
                    ),
                ),
                (
                    "giver",
                    models.CharField(
                        choices=[
                            ("citizen", "Borgeren"),
                            ("custody", "Indehaver af forældremyndigheden"),
                            ("guardian", "Værge"),
                            ("representative", "Partsrepræsentant"),
                        ],
                        max_length=24,
                        verbose_name="hvem der svarede",
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        choices=[("written", "Skriftligt"), ("oral", "Mundtligt")],
                        max_length=24,
                        verbose_name="hvordan svaret blev givet",
                    ),
                ),
                (
                    "witness",
                    stopext.vault.fields.SealedTextField(
                        blank=True, max_length=200, verbose_name="hvem der hørte svaret"
                    ),
                ),
                ("given_on", models.DateField(verbose_name="dagen for svaret")),
                ("lasts_until", models.DateField(null=True, verbose_name="sidste dag")),
                (
                    "withdrawn_on",
                    models.DateField(null=True, verbose_name="dagen for tilbagetrækningen"),
                ),
                (
                    "withdrawn_way",
                    models.CharField(
                        blank=True,
                        choices=[("written", "Skriftligt"), ("oral", "Mundtligt")],
                        max_length=24,
                        verbose_name="hvordan det blev trukket tilbage",
                    ),
                ),
                (
                    "withdrawn_note",
                    stopext.vault.fields.SealedTextField(
                        blank=True,
                        max_length=2000,
                        verbose_name="hvad der blev sagt ved tilbagetrækningen",
                    ),
                ),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("withdrawn_by_user", models.UUIDField(null=True)),
                ("withdrawn_by_name", models.CharField(blank=True, max_length=120)),
                (
                    "case",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consents",
                        to="casework.case",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="disclosure",
            name="consent",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="disclosures",
                to="casework.consent",
            ),
        ),
        migrations.AddConstraint(
            model_name="disclosure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("consent_giver__in", ["citizen", "custody", "guardian", "representative", ""])
                ),
                name="disclosure_consent_giver_known",
                violation_error_message="Vælg en af mulighederne på listen.",
            ),
        ),
        migrations.AddConstraint(
            model_name="disclosure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("consent__isnull", True), ("legal_basis", "consent"), _connector="OR"
                ),
                name="disclosure_consent_on_consent",
                violation_error_message="Kun en deling på samtykke hviler på et samtykke.",
            ),
        ),
        migrations.AddConstraint(
            model_name="disclosure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("consent__isnull", True), ("consent_given_on__isnull", True)),
                    models.Q(("consent__isnull", False), ("consent_given_on__isnull", False)),
                    _connector="OR",
                ),
                name="disclosure_consent_together",
                violation_error_message="Et samtykke har en dag.",
            ),
        ),
        migrations.AddIndex(
            model_name="consent",
            index=models.Index(
                fields=["municipality_id", "case", "-given_on"], name="consent_of_case"
            ),
        ),
        migrations.AddIndex(
            model_name="consent",
            index=models.Index(
                condition=models.Q(("lasts_until__isnull", False), ("withdrawn_at__isnull", True)),
                fields=["municipality_id", "lasts_until"],
                name="consent_ending",
            ),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("purpose__in", ["share", "measure", "screening", "information"])
                ),
                name="consent_purpose_known",
                violation_error_message="Vælg en af mulighederne på listen.",
            ),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "receiver__in",
                        [
                            "police",
                            "school",
                            "psychiatry",
                            "prison_service",
                            "municipality",
                            "other",
                        ],
                    )
                ),
                name="consent_receiver_known",
                violation_error_message="Vælg en af mulighederne på listen.",
            ),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.CheckConstraint(
                condition=models.Q(("answer__in", ["yes", "no"])),
                name="consent_answer_known",
                violation_error_message="Vælg en af mulighederne på listen.",
            ),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("giver__in", ["citizen", "custody", "guardian", "representative"])
                ),
                name="consent_giver_known",
                violation_error_message="Vælg en af mulighederne på listen.",
            ),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.CheckConstraint(
                condition=models.Q(("way__in", ["written", "oral"])),
                name="consent_way_known",
                violation_error_message="Vælg en af mulighederne på listen.",
            ),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.CheckConstraint(
                condition=models.Q(("withdrawn_way__in", ["written", "oral", ""])),
                name="consent_withdrawn_way_known",
                violation_error_message="Vælg en af mulighederne på listen.",
            ),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("lasts_until__isnull", True),
                    ("lasts_until__gte", models.F("given_on")),
                    _connector="OR",
                ),
                name="consent_period",
                violation_error_message="Den sidste dag ligger før den dag, svaret blev givet.",
            ),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("answer", "yes"),
                    models.Q(("lasts_until__isnull", True), ("withdrawn_at__isnull", True)),
                    _connector="OR",
                ),
                name="consent_refused_never_held",
                violation_error_message="Et nej har ingen sidste dag og trækkes ikke tilbage.",
            ),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("withdrawn_at__isnull", True),
                        ("withdrawn_by_user__isnull", True),
                        ("withdrawn_on__isnull", True),
                    ),
                    models.Q(
                        ("withdrawn_at__isnull", False),
                        ("withdrawn_by_user__isnull", False),
                        ("withdrawn_on__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="consent_withdrawal_together",
                violation_error_message="En tilbagetrækning har både dag, tidspunkt og person.",
            ),
        ),
        tenant_key("casework_consent"),
        child_of("casework_consent", "case_id", "casework_case"),
        child_of("casework_disclosure", "consent_id", "casework_consent"),
        behind_wall(
            "casework_consent",
            Policy("r_muni", "select, insert, update", INSIDE),
            Policy("ctx_owner", "select, delete", OWN),
        ),
        signed("casework_consent", "by_user", "by_name", "at"),
        signed("casework_consent", "withdrawn_by_user", "withdrawn_by_name", "withdrawn_at"),
        sql_file(__file__, "0018_consents"),
    ]
