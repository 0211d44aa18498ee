"""What is written in a case."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

import stopext.vault.fields


class Migration(migrations.Migration):
    dependencies = [("casework", "0001_cases")]
    operations = [
        migrations.CreateModel(
            name="Concern",
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
                ("received_at", models.DateTimeField(verbose_name="modtaget")),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("phone", "Telefon"),
                            ("mail", "Sikker mail"),
                            ("meeting", "Personligt møde"),
                            ("form", "Formular"),
                            ("hotline", "Hotline mod radikalisering"),
                            ("ssp", "SSP-samarbejdet"),
                            ("police", "Politiet"),
                        ],
                        max_length=24,
                        verbose_name="kanal",
                    ),
                ),
                (
                    "referrer_type",
                    models.CharField(
                        choices=[
                            ("parent", "Forælder eller anden pårørende"),
                            ("school", "Skole eller uddannelse"),
                            ("police", "Politi"),
                            ("housing", "Boligorganisation"),
                            ("colleague", "Kollega i kommunen"),
                            ("health", "Sundhedsvæsen eller psykiatri"),
                            ("prison_service", "Kriminalforsorgen"),
                            ("leisure", "Forening eller klub"),
                            ("workplace", "Arbejdsplads"),
                            ("citizen", "Anden borger"),
                            ("self", "Borgeren selv"),
                        ],
                        max_length=24,
                        verbose_name="hvem henvender sig",
                    ),
                ),
                (
                    "referrer_name",
                    stopext.vault.fields.SealedTextField(
                        blank=True, max_length=200, verbose_name="navn"
                    ),
                ),
                (
                    "referrer_contact",
                    stopext.vault.fields.SealedTextField(
                        blank=True, max_length=200, verbose_name="kontaktoplysning"
                    ),
                ),
                (
                    "protected_source",
                    models.BooleanField(default=False, verbose_name="kilden skal beskyttes"),
                ),
                (
                    "wants_feedback",
                    models.BooleanField(default=False, verbose_name="ønsker tilbagemelding"),
                ),
                (
                    "public_employee",
                    models.BooleanField(default=False, verbose_name="offentligt ansat"),
                ),
                (
                    "observed",
                    stopext.vault.fields.SealedTextField(
                        max_length=6000, verbose_name="set og hørt"
                    ),
                ),
                (
                    "observed_when",
                    stopext.vault.fields.SealedTextField(
                        blank=True, max_length=200, verbose_name="hvornår"
                    ),
                ),
                (
                    "observed_where",
                    stopext.vault.fields.SealedTextField(
                        blank=True, max_length=200, verbose_name="hvor"
                    ),
                ),
                (
                    "knowledge",
                    models.CharField(
                        choices=[
                            ("first_hand", "Set eller hørt direkte"),
                            ("second_hand", "Fortalt af andre"),
                            ("unknown", "Ved ikke"),
                        ],
                        max_length=24,
                        verbose_name="hvor ved du det fra",
                    ),
                ),
                (
                    "interpreted",
                    stopext.vault.fields.SealedTextField(
                        blank=True, max_length=6000, verbose_name="tolkning"
                    ),
                ),
                (
                    "trigger_event",
                    stopext.vault.fields.SealedTextField(
                        blank=True, max_length=2000, verbose_name="udløsende begivenhed"
                    ),
                ),
                ("danger", stopext.vault.fields.SealedJSONField(default=dict)),
                (
                    "police_contacted_at",
                    models.DateTimeField(null=True, verbose_name="politiet er kontaktet"),
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
                (
                    "legal_ground",
                    models.CharField(max_length=200, verbose_name="grundlag for at registrere"),
                ),
                (
                    "summary",
                    stopext.vault.fields.SealedTextField(
                        blank=True, max_length=1000, verbose_name="resumé"
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="concerns",
                        to="casework.case",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Decision",
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
                    "decider",
                    models.CharField(
                        choices=[("municipality", "Kommunen"), ("police", "Politiet")],
                        max_length=24,
                        verbose_name="myndighed",
                    ),
                ),
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
                        related_name="decisions",
                        to="casework.case",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Disclosure",
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
                ("expires_at", models.DateTimeField(verbose_name="udløber")),
                ("revoked_at", models.DateTimeField(null=True, verbose_name="trukket tilbage")),
                ("case_number", models.CharField(max_length=14, verbose_name="sagsnummer")),
                ("municipality_name", models.CharField(max_length=80, verbose_name="kommune")),
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
                            ("fvl_28", "Forvaltningsloven § 28, stk. 2"),
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
                    "consent_recorded",
                    models.BooleanField(default=False, verbose_name="samtykke registreret"),
                ),
                (
                    "acknowledged",
                    models.BooleanField(
                        default=False, verbose_name="må ikke bruges til efterforskning"
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
                ("revoked_by_user", models.UUIDField(null=True)),
                ("revoked_by_name", models.CharField(blank=True, max_length=120)),
                (
                    "revoked_reason",
                    stopext.vault.fields.SealedTextField(
                        blank=True, max_length=2000, verbose_name="hvorfor trukket tilbage"
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="disclosures",
                        to="casework.case",
                    ),
                ),
            ],
        ),
    ]
