"""Cases, their citizens, everything that hangs on them, and the rules of their columns."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

import stopext.vault.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Case",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("municipality_id", models.PositiveIntegerField(editable=False)),
                (
                    "number",
                    models.CharField(editable=False, max_length=14, verbose_name="sagsnummer"),
                ),
                (
                    "district_id",
                    models.PositiveIntegerField(editable=False, verbose_name="politikreds"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("received", "Modtaget"),
                            ("assessment", "Indledende vurdering"),
                            ("notified", "Underretning"),
                            ("gathering", "Oplysninger indhentes"),
                            ("analysis", "Analyse i infohus"),
                            ("recommendation", "Anbefaling"),
                            ("active", "Indsats i gang"),
                            ("follow_up", "Opfølgning"),
                            ("paused", "Sat i bero"),
                            ("police", "Overdraget til politiet"),
                            ("closed", "Afsluttet"),
                            ("aftercare", "Eftertjek"),
                            ("erased", "Slettet eller arkiveret"),
                        ],
                        default="received",
                        max_length=24,
                        verbose_name="status",
                    ),
                ),
                ("state_since", models.DateTimeField()),
                ("due_at", models.DateTimeField(null=True, verbose_name="frist")),
                ("version", models.PositiveIntegerField(default=0)),
                ("received_at", models.DateTimeField(verbose_name="modtaget")),
                ("created_at", models.DateTimeField()),
                ("created_by", models.UUIDField()),
                ("created_by_name", models.CharField(max_length=120)),
                ("updated_at", models.DateTimeField(verbose_name="senest ændret")),
                ("coordinator_user", models.UUIDField(null=True)),
                ("coordinator_membership", models.UUIDField(null=True)),
                (
                    "coordinator_name",
                    models.CharField(blank=True, max_length=120, verbose_name="tovholder"),
                ),
                ("restricted", models.BooleanField(default=False, verbose_name="begrænset adgang")),
                (
                    "form",
                    models.CharField(
                        choices=[
                            ("right", "Højreekstremisme"),
                            ("left", "Venstreekstremisme"),
                            ("islamist", "Militant islamisme"),
                            ("anti_system", "Antisystemisk ekstremisme"),
                            ("mixed", "Blandet eller uklar"),
                            ("not_specific", "Ikke ekstremisme-specifik bekymring"),
                        ],
                        max_length=24,
                        verbose_name="form",
                    ),
                ),
                (
                    "gang_link",
                    models.CharField(
                        choices=[("yes", "Ja"), ("no", "Nej"), ("unknown", "Ved ikke")],
                        max_length=24,
                        verbose_name="tilknytning til bandemiljø",
                    ),
                ),
                (
                    "online",
                    models.CharField(
                        choices=[("yes", "Ja"), ("no", "Nej"), ("unknown", "Ved ikke")],
                        max_length=24,
                        verbose_name="online",
                    ),
                ),
                (
                    "notice",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("sent", "Underretning er sendt"),
                            ("known", "Familieafdelingen kender sagen allerede"),
                            ("not_needed", "Ikke behov for særlig støtte"),
                        ],
                        max_length=24,
                        verbose_name="underretning",
                    ),
                ),
                (
                    "notice_reason",
                    stopext.vault.fields.SealedTextField(blank=True, max_length=2000),
                ),
                (
                    "paused_from",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("received", "Modtaget"),
                            ("assessment", "Indledende vurdering"),
                            ("notified", "Underretning"),
                            ("gathering", "Oplysninger indhentes"),
                            ("analysis", "Analyse i infohus"),
                            ("recommendation", "Anbefaling"),
                            ("active", "Indsats i gang"),
                            ("follow_up", "Opfølgning"),
                            ("paused", "Sat i bero"),
                            ("police", "Overdraget til politiet"),
                            ("closed", "Afsluttet"),
                            ("aftercare", "Eftertjek"),
                            ("erased", "Slettet eller arkiveret"),
                        ],
                        max_length=24,
                        verbose_name="",
                    ),
                ),
                ("paused_until", models.DateField(null=True, verbose_name="i bero til")),
                ("pause_reason", stopext.vault.fields.SealedTextField(blank=True, max_length=2000)),
                (
                    "last_judgement",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("none", "Ingen bekymring for ekstremisme"),
                            ("low", "Lav"),
                            ("moderate", "Moderat"),
                            ("high", "Høj"),
                            ("not_assessable", "Kan ikke vurderes"),
                        ],
                        max_length=24,
                        verbose_name="seneste vurdering",
                    ),
                ),
                ("closed_at", models.DateTimeField(null=True, verbose_name="afsluttet")),
                (
                    "closure_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("unfounded", "Ubegrundet"),
                            ("mistaken", "Åbenlyst fejlagtig eller chikanøs"),
                            ("disproved", "Bekymring afkræftet efter analyse"),
                            ("ordinary_support", "Almen social indsats (ikke ekstremisme)"),
                            ("improved", "Indsats gennemført – bekymring mindsket"),
                            ("declined_low", "Borgeren ønsker ikke støtte – bekymring lav"),
                            (
                                "declined_watch",
                                "Borgeren ønsker ikke støtte – fortsat opmærksomhed i almindeligt system",
                            ),
                            ("police", "Overdraget til politiet"),
                            ("moved", "Flyttet til anden kommune"),
                            ("departed", "Udrejst eller død"),
                            ("duplicate", "Dublet – samlet med anden sag"),
                        ],
                        max_length=24,
                        verbose_name="årsag til afslutning",
                    ),
                ),
                (
                    "closure_assessment",
                    stopext.vault.fields.SealedTextField(
                        blank=True, max_length=6000, verbose_name="afsluttende vurdering"
                    ),
                ),
                ("approval_asked_at", models.DateTimeField(null=True)),
                ("approval_asked_by", models.CharField(blank=True, max_length=120)),
                ("approval_asked_user", models.UUIDField(null=True)),
                ("delete_earliest", models.DateField(null=True, verbose_name="slettes tidligst")),
                ("retention_rule", models.CharField(blank=True, max_length=12)),
                ("hold_until", models.DateField(null=True, verbose_name="sletning stoppet til")),
                ("hold_owner", models.CharField(blank=True, max_length=120)),
                ("hold_reason", stopext.vault.fields.SealedTextField(blank=True, max_length=2000)),
            ],
        ),
        migrations.CreateModel(
            name="CaseCounter",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("municipality_id", models.PositiveIntegerField(editable=False)),
                ("year", models.PositiveSmallIntegerField()),
                ("last", models.PositiveIntegerField(default=0)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("municipality_id", "year"), name="casecounter_once"
                    )
                ],
            },
        ),
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
                (
                    "form",
                    models.CharField(
                        choices=[
                            ("right", "Højreekstremisme"),
                            ("left", "Venstreekstremisme"),
                            ("islamist", "Militant islamisme"),
                            ("anti_system", "Antisystemisk ekstremisme"),
                            ("mixed", "Blandet eller uklar"),
                            ("not_specific", "Ikke ekstremisme-specifik bekymring"),
                        ],
                        max_length=24,
                        verbose_name="form",
                    ),
                ),
                (
                    "gang_link",
                    models.CharField(
                        choices=[("yes", "Ja"), ("no", "Nej"), ("unknown", "Ved ikke")],
                        max_length=24,
                        verbose_name="tilknytning til bandemiljø",
                    ),
                ),
                (
                    "online",
                    models.CharField(
                        choices=[("yes", "Ja"), ("no", "Nej"), ("unknown", "Ved ikke")],
                        max_length=24,
                        verbose_name="online",
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
        migrations.CreateModel(
            name="DisclosureItem",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("municipality_id", models.PositiveIntegerField(editable=False)),
                ("district_id", models.PositiveIntegerField(editable=False)),
                ("expires_at", models.DateTimeField(verbose_name="udløber")),
                ("revoked_at", models.DateTimeField(null=True, verbose_name="trukket tilbage")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("identity", "Borgerens identitet"),
                            ("concern", "Bekymring"),
                            ("note", "Notat"),
                            ("measure", "Indsats"),
                            ("assessment", "Vurdering"),
                        ],
                        max_length=24,
                        verbose_name="art",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("source_id", models.UUIDField(null=True)),
                ("dated", models.DateField(null=True, verbose_name="dato")),
                ("title", stopext.vault.fields.SealedTextField(max_length=200)),
                ("text", stopext.vault.fields.SealedTextField(max_length=20000)),
                (
                    "case",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="disclosed_items",
                        to="casework.case",
                    ),
                ),
                (
                    "disclosure",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="casework.disclosure",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Erasure",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("municipality_id", models.PositiveIntegerField(editable=False)),
                (
                    "archiving",
                    models.CharField(
                        choices=[
                            ("discard", "Skal ikke bevares: må kasseres"),
                            ("handed_over", "Skal bevares og er afleveret til arkivet"),
                        ],
                        max_length=24,
                        verbose_name="bevaring",
                    ),
                ),
                (
                    "reference",
                    stopext.vault.fields.SealedTextField(
                        blank=True, max_length=120, verbose_name="henvisning"
                    ),
                ),
                ("proposed_at", models.DateTimeField(verbose_name="foreslået")),
                ("proposed_by", models.UUIDField(editable=False)),
                ("proposed_by_name", models.CharField(editable=False, max_length=120)),
                ("erased_at", models.DateTimeField(null=True, verbose_name="slettet")),
                ("erased_by", models.UUIDField(editable=False, null=True)),
                ("erased_by_name", models.CharField(blank=True, editable=False, max_length=120)),
                ("removed", models.JSONField(default=dict, editable=False)),
                (
                    "case",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="erasures",
                        to="casework.case",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="FieldHistory",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("municipality_id", models.PositiveIntegerField(editable=False)),
                (
                    "case",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="earlier_values",
                        to="casework.case",
                    ),
                ),
                ("table", models.CharField(max_length=40)),
                ("row_id", models.UUIDField()),
                ("at", models.DateTimeField()),
                ("user_id", models.UUIDField(null=True)),
                ("old", models.JSONField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["municipality_id", "row_id", "-at"], name="history_of_row")
                ],
            },
        ),
        migrations.CreateModel(
            name="InformationRequest",
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
                    "authority",
                    models.CharField(max_length=120, verbose_name="myndighed eller enhed"),
                ),
                (
                    "question",
                    stopext.vault.fields.SealedTextField(
                        max_length=2000, verbose_name="hvad spørges der om"
                    ),
                ),
                ("due_on", models.DateField(verbose_name="svarfrist")),
                ("answered_at", models.DateTimeField(null=True, verbose_name="besvaret")),
                ("answered_by_name", models.CharField(max_length=120, null=True)),
                (
                    "answer",
                    stopext.vault.fields.SealedTextField(
                        blank=True, max_length=10000, verbose_name="svar"
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="information_requests",
                        to="casework.case",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="LeaderApproval",
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
                    "kind",
                    models.CharField(
                        choices=[("closing", "Afslutning ved høj bekymring")],
                        max_length=24,
                        verbose_name="",
                    ),
                ),
                ("reason", stopext.vault.fields.SealedTextField(max_length=2000)),
                (
                    "case",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="approvals",
                        to="casework.case",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Measure",
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
                    "type",
                    models.CharField(
                        choices=[
                            ("conversation", "Bekymringssamtale"),
                            ("mentor", "Mentor"),
                            ("parent_coach", "Forældrecoach"),
                            ("psychologist", "Psykolog"),
                            ("education_job", "Uddannelse eller job"),
                            ("housing", "Bolig"),
                            ("substance", "Misbrugsbehandling"),
                            ("family", "Familieindsats"),
                            ("leisure", "Fritid"),
                            ("exit", "Exit"),
                            ("other", "Andet"),
                        ],
                        max_length=24,
                        verbose_name="indsats",
                    ),
                ),
                (
                    "goal",
                    stopext.vault.fields.SealedTextField(
                        max_length=2000, verbose_name="mål med borgerens egne ord"
                    ),
                ),
                ("owner_name", models.CharField(max_length=120, verbose_name="ansvarlig")),
                ("owner_user", models.UUIDField(null=True)),
                (
                    "frequency",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("daily", "Dagligt"),
                            ("twice_weekly", "Flere gange om ugen"),
                            ("weekly", "Hver uge"),
                            ("fortnightly", "Hver anden uge"),
                            ("monthly", "Hver måned"),
                            ("rarely", "Sjældnere end hver måned"),
                            ("on_demand", "Efter behov"),
                        ],
                        max_length=24,
                        verbose_name="hvor tit",
                    ),
                ),
                ("practice_id", models.PositiveIntegerField(null=True)),
                (
                    "practice_title",
                    models.CharField(blank=True, max_length=255, verbose_name="praksis"),
                ),
                ("starts_on", models.DateField(verbose_name="start")),
                ("ends_on", models.DateField(null=True, verbose_name="slut")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("planned", "Planlagt"),
                            ("running", "I gang"),
                            ("paused", "På pause"),
                            ("completed", "Gennemført"),
                            ("stopped", "Afbrudt"),
                        ],
                        default="planned",
                        max_length=24,
                        verbose_name="status",
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("worse", "Forværret"),
                            ("unchanged", "Uændret"),
                            ("slightly_better", "Lidt forbedret"),
                            ("better", "Forbedret"),
                            ("much_better", "Markant forbedret"),
                        ],
                        max_length=24,
                        verbose_name="udbytte",
                    ),
                ),
                (
                    "outcome_note",
                    stopext.vault.fields.SealedTextField(
                        blank=True, max_length=2000, verbose_name="hvad er ændret"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=0)),
                (
                    "case",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="measures",
                        to="casework.case",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Meeting",
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
                ("planned_on", models.DateField(verbose_name="mødedato")),
                ("held_on", models.DateField(null=True, verbose_name="holdt")),
                (
                    "participants",
                    stopext.vault.fields.SealedTextField(
                        blank=True, max_length=2000, verbose_name="deltagere"
                    ),
                ),
                (
                    "shared",
                    stopext.vault.fields.SealedTextField(
                        blank=True, max_length=10000, verbose_name="det, der blev delt"
                    ),
                ),
                (
                    "joint_assessment",
                    stopext.vault.fields.SealedTextField(
                        blank=True, max_length=10000, verbose_name="fælles vurdering"
                    ),
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
                    "cannot_assess",
                    models.BooleanField(default=False, verbose_name="kan ikke vurderes"),
                ),
                ("recommended_at", models.DateTimeField(null=True)),
                ("version", models.PositiveIntegerField(default=0)),
                (
                    "case",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meetings",
                        to="casework.case",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Note",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("call", "Telefonsamtale"),
                            ("meeting", "Møde"),
                            ("visit", "Besøg"),
                            ("citizen", "Samtale med borgeren"),
                            ("internal", "Sagsskridt"),
                        ],
                        max_length=24,
                        verbose_name="art",
                    ),
                ),
                (
                    "text",
                    stopext.vault.fields.SealedTextField(max_length=10000, verbose_name="notat"),
                ),
                ("locks_at", models.DateTimeField(verbose_name="låses")),
                ("version", models.PositiveIntegerField(default=0)),
                (
                    "addendum_to",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="addenda",
                        to="casework.note",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notes",
                        to="casework.case",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Receipt",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("municipality_id", models.PositiveIntegerField(editable=False)),
                ("district_id", models.PositiveIntegerField(editable=False)),
                ("expires_at", models.DateTimeField(verbose_name="udløber")),
                ("revoked_at", models.DateTimeField(null=True, verbose_name="trukket tilbage")),
                ("user_id", models.UUIDField(editable=False)),
                ("name", models.CharField(max_length=120)),
                ("opened_at", models.DateTimeField()),
                (
                    "case",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="receipts",
                        to="casework.case",
                    ),
                ),
                (
                    "disclosure",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="receipts",
                        to="casework.disclosure",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="receipts",
                        to="casework.disclosureitem",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RepeatCheck",
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
                ("compared", stopext.vault.fields.SealedTextField(max_length=500)),
                ("hits", stopext.vault.fields.SealedJSONField(default=list)),
                (
                    "case",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="repeat_checks",
                        to="casework.case",
                    ),
                ),
                (
                    "concern",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="repeat_checks",
                        to="casework.concern",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Report",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("municipality_id", models.PositiveIntegerField(editable=False)),
                (
                    "receipt",
                    models.CharField(editable=False, max_length=9, verbose_name="kvittering"),
                ),
                ("reporter_id", models.UUIDField(editable=False)),
                (
                    "reporter_name",
                    models.CharField(editable=False, max_length=120, verbose_name="indberetter"),
                ),
                ("received_at", models.DateTimeField(verbose_name="modtaget")),
                (
                    "status",
                    models.CharField(
                        choices=[("received", "Modtaget"), ("taken_up", "Taget op af kommunen")],
                        default="received",
                        max_length=24,
                        verbose_name="status",
                    ),
                ),
                (
                    "person",
                    stopext.vault.fields.SealedTextField(
                        blank=True, max_length=200, verbose_name="hvem drejer det sig om"
                    ),
                ),
                (
                    "birth_year",
                    stopext.vault.fields.SealedTextField(
                        blank=True, max_length=4, verbose_name="fødselsår"
                    ),
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
                ("danger", stopext.vault.fields.SealedJSONField(default=dict)),
                (
                    "police_contacted_at",
                    models.DateTimeField(null=True, verbose_name="politiet er kontaktet"),
                ),
                (
                    "wants_feedback",
                    models.BooleanField(default=False, verbose_name="ønsker tilbagemelding"),
                ),
                (
                    "contact",
                    stopext.vault.fields.SealedTextField(
                        blank=True, max_length=200, verbose_name="kontaktoplysning"
                    ),
                ),
                ("taken_up_at", models.DateTimeField(null=True)),
                (
                    "concern",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
                        to="casework.concern",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Review",
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
                ("held_on", models.DateField(verbose_name="dato")),
                (
                    "change",
                    stopext.vault.fields.SealedTextField(
                        max_length=6000, verbose_name="hvad er ændret siden sidst"
                    ),
                ),
                (
                    "citizen_view",
                    stopext.vault.fields.SealedTextField(
                        max_length=6000, verbose_name="borgerens eget syn"
                    ),
                ),
                (
                    "new_information",
                    stopext.vault.fields.SealedTextField(
                        blank=True, max_length=6000, verbose_name="nye oplysninger"
                    ),
                ),
                (
                    "decision",
                    models.CharField(
                        choices=[
                            ("continue", "Fortsæt"),
                            ("adjust", "Justér"),
                            ("close", "Afslut"),
                        ],
                        max_length=24,
                        verbose_name="beslutning",
                    ),
                ),
                ("next_on", models.DateField(null=True, verbose_name="næste opfølgning")),
                (
                    "case",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviews",
                        to="casework.case",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="StateChange",
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
                ("event", models.CharField(max_length=40)),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("received", "Modtaget"),
                            ("assessment", "Indledende vurdering"),
                            ("notified", "Underretning"),
                            ("gathering", "Oplysninger indhentes"),
                            ("analysis", "Analyse i infohus"),
                            ("recommendation", "Anbefaling"),
                            ("active", "Indsats i gang"),
                            ("follow_up", "Opfølgning"),
                            ("paused", "Sat i bero"),
                            ("police", "Overdraget til politiet"),
                            ("closed", "Afsluttet"),
                            ("aftercare", "Eftertjek"),
                            ("erased", "Slettet eller arkiveret"),
                        ],
                        max_length=24,
                        verbose_name="",
                    ),
                ),
                (
                    "target",
                    models.CharField(
                        choices=[
                            ("received", "Modtaget"),
                            ("assessment", "Indledende vurdering"),
                            ("notified", "Underretning"),
                            ("gathering", "Oplysninger indhentes"),
                            ("analysis", "Analyse i infohus"),
                            ("recommendation", "Anbefaling"),
                            ("active", "Indsats i gang"),
                            ("follow_up", "Opfølgning"),
                            ("paused", "Sat i bero"),
                            ("police", "Overdraget til politiet"),
                            ("closed", "Afsluttet"),
                            ("aftercare", "Eftertjek"),
                            ("erased", "Slettet eller arkiveret"),
                        ],
                        max_length=24,
                        verbose_name="",
                    ),
                ),
                (
                    "reason",
                    stopext.vault.fields.SealedTextField(
                        blank=True, max_length=4000, verbose_name="begrundelse"
                    ),
                ),
                (
                    "closure_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("unfounded", "Ubegrundet"),
                            ("mistaken", "Åbenlyst fejlagtig eller chikanøs"),
                            ("disproved", "Bekymring afkræftet efter analyse"),
                            ("ordinary_support", "Almen social indsats (ikke ekstremisme)"),
                            ("improved", "Indsats gennemført – bekymring mindsket"),
                            ("declined_low", "Borgeren ønsker ikke støtte – bekymring lav"),
                            (
                                "declined_watch",
                                "Borgeren ønsker ikke støtte – fortsat opmærksomhed i almindeligt system",
                            ),
                            ("police", "Overdraget til politiet"),
                            ("moved", "Flyttet til anden kommune"),
                            ("departed", "Udrejst eller død"),
                            ("duplicate", "Dublet – samlet med anden sag"),
                        ],
                        max_length=24,
                        verbose_name="årsag til afslutning",
                    ),
                ),
                (
                    "closure_assessment",
                    stopext.vault.fields.SealedTextField(
                        blank=True, max_length=6000, verbose_name="afsluttende vurdering"
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="state_changes",
                        to="casework.case",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Subject",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("municipality_id", models.PositiveIntegerField(editable=False)),
                ("identity_known", models.BooleanField(verbose_name="identitet kendt")),
                (
                    "name",
                    stopext.vault.fields.SealedTextField(
                        blank=True, max_length=200, verbose_name="navn"
                    ),
                ),
                (
                    "other_names",
                    stopext.vault.fields.SealedTextField(
                        blank=True, max_length=2000, verbose_name="andre navne"
                    ),
                ),
                (
                    "cpr",
                    stopext.vault.fields.SealedTextField(
                        blank=True, max_length=11, verbose_name="CPR-nummer"
                    ),
                ),
                (
                    "description",
                    stopext.vault.fields.SealedTextField(
                        blank=True, max_length=20000, verbose_name="beskrivelse"
                    ),
                ),
                (
                    "address_protected",
                    models.BooleanField(default=False, verbose_name="navne- og adressebeskyttet"),
                ),
                (
                    "birth_year",
                    models.PositiveSmallIntegerField(null=True, verbose_name="fødselsår"),
                ),
                ("created_at", models.DateTimeField(editable=False)),
                ("version", models.PositiveIntegerField(default=0, editable=False)),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["municipality_id", "birth_year"], name="subject_by_birth_year"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("birth_year__isnull", True),
                            models.Q(("birth_year__gte", 1900), ("birth_year__lte", 2100)),
                            _connector="OR",
                        ),
                        name="subject_birth_year_sane",
                        violation_error_message="Fødselsåret skal ligge mellem 1900 og 2100.",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="case",
            name="subject",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="cases",
                to="casework.subject",
            ),
        ),
        migrations.CreateModel(
            name="SubjectKey",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("municipality_id", models.PositiveIntegerField(editable=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("cpr", "CPR-nummer"),
                            ("variant", "Navn"),
                            ("phonetic", "Navnets lyd"),
                            ("given_name", "Fornavn"),
                        ],
                        max_length=12,
                    ),
                ),
                ("hash", models.BinaryField(max_length=16)),
                (
                    "subject",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="keys",
                        to="casework.subject",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Triage",
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
                            ("info_house", "Drøftes i infohuset"),
                            ("notice", "Sendes som underretning"),
                            ("police", "Overdrages til politiet"),
                            ("ordinary", "Almen social indsats"),
                            ("unfounded", "Ikke begrundet"),
                        ],
                        max_length=24,
                        verbose_name="udfald",
                    ),
                ),
                (
                    "reason",
                    stopext.vault.fields.SealedTextField(
                        max_length=4000, verbose_name="begrundelse"
                    ),
                ),
                (
                    "police_check",
                    models.CharField(
                        choices=[
                            ("clear", "Intet til hinder"),
                            ("obstacle", "Noget er til hinder"),
                            ("not_asked", "Ikke spurgt endnu"),
                        ],
                        max_length=24,
                        verbose_name="politiets tjek",
                    ),
                ),
                (
                    "police_contact",
                    stopext.vault.fields.SealedTextField(
                        blank=True, max_length=200, verbose_name="hvem hos politiet"
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="triages",
                        to="casework.case",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Correction",
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
                    "reason",
                    stopext.vault.fields.SealedTextField(max_length=2000),
                ),
                ("changes", stopext.vault.fields.SealedJSONField(default=list)),
                (
                    "case",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="casework.case",
                    ),
                ),
            ],
        ),
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
                                    "assessment_missing",
                                    "open_measures",
                                    "minor_notice",
                                    "leader_approval",
                                    "moved_receipt",
                                    "earlier_concerns",
                                    "open_disclosures",
                                    "screening_pending",
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
        migrations.AddConstraint(
            model_name="concern",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "form__in",
                        ["right", "left", "islamist", "anti_system", "mixed", "not_specific"],
                    )
                ),
                name="concern_form_known",
                violation_error_message="Vælg en af mulighederne på listen.",
            ),
        ),
        migrations.AddConstraint(
            model_name="concern",
            constraint=models.CheckConstraint(
                condition=models.Q(("gang_link__in", ["yes", "no", "unknown"])),
                name="concern_gang_link_known",
                violation_error_message="Vælg en af mulighederne på listen.",
            ),
        ),
        migrations.AddConstraint(
            model_name="concern",
            constraint=models.CheckConstraint(
                condition=models.Q(("online__in", ["yes", "no", "unknown"])),
                name="concern_online_known",
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
        migrations.AddConstraint(
            model_name="disclosureitem",
            constraint=models.UniqueConstraint(
                fields=("municipality_id", "disclosure", "position"), name="disclosureitem_order"
            ),
        ),
        migrations.AddConstraint(
            model_name="erasure",
            constraint=models.UniqueConstraint(
                fields=("municipality_id", "case"), name="erasure_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="erasure",
            constraint=models.CheckConstraint(
                condition=models.Q(("archiving__in", ["discard", "handed_over"])),
                name="erasure_archiving_known",
                violation_error_message="Vælg en af mulighederne på listen.",
            ),
        ),
        migrations.AddConstraint(
            model_name="erasure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("erased_at__isnull", True), ("erased_by__isnull", True)),
                    models.Q(("erased_at__isnull", False), ("erased_by__isnull", False)),
                    _connector="OR",
                ),
                name="erasure_carried_out_together",
                violation_error_message="En sletning har både tidspunkt og person.",
            ),
        ),
        migrations.AddConstraint(
            model_name="erasure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("erased_by__isnull", True),
                    models.Q(("erased_by", models.F("proposed_by")), _negated=True),
                    _connector="OR",
                ),
                name="erasure_by_two_people",
                violation_error_message="Den, der foreslår sletningen, kan ikke godkende den.",
            ),
        ),
        migrations.AddIndex(
            model_name="informationrequest",
            index=models.Index(
                fields=["municipality_id", "case", "at"], name="inforequest_of_case"
            ),
        ),
        migrations.AddIndex(
            model_name="informationrequest",
            index=models.Index(
                condition=models.Q(("answered_at__isnull", True)),
                fields=["municipality_id", "due_on"],
                name="inforequest_waiting",
            ),
        ),
        migrations.AddConstraint(
            model_name="informationrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answered_at__isnull", True), ("answered_by_name__isnull", True)),
                    models.Q(("answered_at__isnull", False), ("answered_by_name__isnull", False)),
                    _connector="OR",
                ),
                name="inforequest_answer_together",
                violation_error_message="Et svar har både tidspunkt og en, der har skrevet det.",
            ),
        ),
        migrations.AddIndex(
            model_name="leaderapproval",
            index=models.Index(fields=["municipality_id", "case", "-at"], name="approval_of_case"),
        ),
        migrations.AddConstraint(
            model_name="leaderapproval",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["closing"])),
                name="approval_kind_known",
                violation_error_message="Vælg en af mulighederne på listen.",
            ),
        ),
        migrations.AddIndex(
            model_name="measure",
            index=models.Index(
                fields=["municipality_id", "case", "starts_on"], name="measure_of_case"
            ),
        ),
        migrations.AddConstraint(
            model_name="measure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "type__in",
                        [
                            "conversation",
                            "mentor",
                            "parent_coach",
                            "psychologist",
                            "education_job",
                            "housing",
                            "substance",
                            "family",
                            "leisure",
                            "exit",
                            "other",
                        ],
                    )
                ),
                name="measure_type_known",
                violation_error_message="Vælg en af mulighederne på listen.",
            ),
        ),
        migrations.AddConstraint(
            model_name="measure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status__in", ["planned", "running", "paused", "completed", "stopped"])
                ),
                name="measure_status_known",
                violation_error_message="Vælg en af mulighederne på listen.",
            ),
        ),
        migrations.AddConstraint(
            model_name="measure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "outcome__in",
                        ["worse", "unchanged", "slightly_better", "better", "much_better", ""],
                    )
                ),
                name="measure_outcome_known",
                violation_error_message="Vælg en af mulighederne på listen.",
            ),
        ),
        migrations.AddConstraint(
            model_name="measure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "frequency__in",
                        [
                            "daily",
                            "twice_weekly",
                            "weekly",
                            "fortnightly",
                            "monthly",
                            "rarely",
                            "on_demand",
                            "",
                        ],
                    )
                ),
                name="measure_frequency_known",
                violation_error_message="Vælg en af mulighederne på listen.",
            ),
        ),
        migrations.AddConstraint(
            model_name="measure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ends_on__isnull", True),
                    ("ends_on__gte", models.F("starts_on")),
                    _connector="OR",
                ),
                name="measure_period",
                violation_error_message="Slutdatoen ligger før startdatoen.",
            ),
        ),
        migrations.AddConstraint(
            model_name="measure",
            constraint=models.CheckConstraint(
                condition=models.Q(("owner_name", ""), _negated=True),
                name="measure_owned",
                violation_error_message="En indsats har en ansvarlig.",
            ),
        ),
        migrations.AddConstraint(
            model_name="measure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("practice_id__isnull", True), ("practice_title__gt", ""), _negated=True
                ),
                name="measure_practice_together",
                violation_error_message="Vælg praksis på listen.",
            ),
        ),
        migrations.AddIndex(
            model_name="meeting",
            index=models.Index(
                fields=["municipality_id", "case", "planned_on"], name="meeting_of_case"
            ),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("recommended_at__isnull", True), ("held_on__isnull", False), _connector="OR"
                ),
                name="meeting_held_before_recommending",
                violation_error_message="Et møde skal være holdt, før det kan anbefale noget.",
            ),
        ),
        migrations.AddIndex(
            model_name="note",
            index=models.Index(fields=["municipality_id", "case", "-at"], name="note_of_case"),
        ),
        migrations.AddConstraint(
            model_name="note",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["call", "meeting", "visit", "citizen", "internal"])
                ),
                name="note_kind_known",
                violation_error_message="Vælg en af mulighederne på listen.",
            ),
        ),
        migrations.AddConstraint(
            model_name="note",
            constraint=models.CheckConstraint(
                condition=models.Q(("locks_at__gt", models.F("at"))),
                name="note_locks_after_writing",
                violation_error_message="Et notat låses, efter at det er skrevet.",
            ),
        ),
        migrations.AddIndex(
            model_name="receipt",
            index=models.Index(
                fields=["municipality_id", "case", "-opened_at"], name="receipt_of_case"
            ),
        ),
        migrations.AddIndex(
            model_name="receipt",
            index=models.Index(fields=["district_id", "disclosure"], name="receipt_of_district"),
        ),
        migrations.AddConstraint(
            model_name="receipt",
            constraint=models.UniqueConstraint(
                fields=("municipality_id", "item", "user_id"), name="receipt_once"
            ),
        ),
        migrations.AddIndex(
            model_name="repeatcheck",
            index=models.Index(fields=["municipality_id", "case"], name="repeatcheck_of_case"),
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(
                fields=["municipality_id", "status", "received_at"], name="report_waiting"
            ),
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(
                fields=["municipality_id", "reporter_id", "-received_at"], name="report_of_reporter"
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.UniqueConstraint(
                fields=("municipality_id", "receipt"), name="report_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["received", "taken_up"])),
                name="report_status_known",
                violation_error_message="Vælg en af mulighederne på listen.",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(("knowledge__in", ["first_hand", "second_hand", "unknown"])),
                name="report_knowledge_known",
                violation_error_message="Vælg en af mulighederne på listen.",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("concern__isnull", True),
                        ("status", "received"),
                        ("taken_up_at__isnull", True),
                    ),
                    models.Q(
                        ("concern__isnull", False),
                        ("status", "taken_up"),
                        ("taken_up_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="report_taken_up_together",
                violation_error_message="En henvendelse er taget op, når den er en sag.",
            ),
        ),
        migrations.AddIndex(
            model_name="review",
            index=models.Index(
                fields=["municipality_id", "case", "-held_on"], name="review_of_case"
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.CheckConstraint(
                condition=models.Q(("decision__in", ["continue", "adjust", "close"])),
                name="review_decision_known",
                violation_error_message="Vælg en af mulighederne på listen.",
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("decision", "close"), ("next_on__isnull", False), _connector="OR"
                ),
                name="review_has_next",
                violation_error_message="Skriv, hvornår der følges op igen.",
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("next_on__isnull", True), ("next_on__gt", models.F("held_on")), _connector="OR"
                ),
                name="review_next_later",
                violation_error_message="Næste opfølgning skal ligge efter denne.",
            ),
        ),
        migrations.AddIndex(
            model_name="statechange",
            index=models.Index(
                fields=["municipality_id", "case", "-at"], name="statechange_of_case"
            ),
        ),
        migrations.AddConstraint(
            model_name="statechange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "source__in",
                        [
                            "received",
                            "assessment",
                            "notified",
                            "gathering",
                            "analysis",
                            "recommendation",
                            "active",
                            "follow_up",
                            "paused",
                            "police",
                            "closed",
                            "aftercare",
                            "erased",
                            "",
                        ],
                    )
                ),
                name="statechange_source_known",
                violation_error_message="Vælg en af mulighederne på listen.",
            ),
        ),
        migrations.AddConstraint(
            model_name="statechange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "closure_reason__in",
                        [
                            "unfounded",
                            "mistaken",
                            "disproved",
                            "ordinary_support",
                            "improved",
                            "declined_low",
                            "declined_watch",
                            "police",
                            "moved",
                            "departed",
                            "duplicate",
                            "",
                        ],
                    )
                ),
                name="statechange_closure_reason_known",
                violation_error_message="Vælg en af mulighederne på listen.",
            ),
        ),
        migrations.AddConstraint(
            model_name="statechange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "target__in",
                        [
                            "received",
                            "assessment",
                            "notified",
                            "gathering",
                            "analysis",
                            "recommendation",
                            "active",
                            "follow_up",
                            "paused",
                            "police",
                            "closed",
                            "aftercare",
                            "erased",
                        ],
                    )
                ),
                name="statechange_target_known",
                violation_error_message="Vælg en af mulighederne på listen.",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["municipality_id", "due_at", "id"], name="case_by_due"),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                fields=["municipality_id", "state", "due_at", "id"], name="case_by_state"
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                fields=["municipality_id", "updated_at", "id"], name="case_by_update"
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["municipality_id", "form", "due_at"], name="case_by_form"),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                fields=["municipality_id", "coordinator_user", "due_at"], name="case_by_coordinator"
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["municipality_id", "subject"], name="case_of_subject"),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("state", "closed")),
                fields=["municipality_id", "delete_earliest", "id"],
                name="case_by_deletion",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.UniqueConstraint(
                fields=("municipality_id", "number"), name="case_number_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "received",
                            "assessment",
                            "notified",
                            "gathering",
                            "analysis",
                            "recommendation",
                            "active",
                            "follow_up",
                            "paused",
                            "police",
                            "closed",
                            "aftercare",
                            "erased",
                        ],
                    )
                ),
                name="case_state_known",
                violation_error_message="Vælg en af mulighederne på listen.",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "paused_from__in",
                        [
                            "received",
                            "assessment",
                            "notified",
                            "gathering",
                            "analysis",
                            "recommendation",
                            "active",
                            "follow_up",
                            "paused",
                            "police",
                            "closed",
                            "aftercare",
                            "erased",
                            "",
                        ],
                    )
                ),
                name="case_paused_from_known",
                violation_error_message="Vælg en af mulighederne på listen.",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "form__in",
                        ["right", "left", "islamist", "anti_system", "mixed", "not_specific"],
                    )
                ),
                name="case_form_known",
                violation_error_message="Vælg en af mulighederne på listen.",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(("gang_link__in", ["yes", "no", "unknown"])),
                name="case_gang_link_known",
                violation_error_message="Vælg en af mulighederne på listen.",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(("online__in", ["yes", "no", "unknown"])),
                name="case_online_known",
                violation_error_message="Vælg en af mulighederne på listen.",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(("notice__in", ["sent", "known", "not_needed", ""])),
                name="case_notice_known",
                violation_error_message="Vælg en af mulighederne på listen.",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "last_judgement__in",
                        ["none", "low", "moderate", "high", "not_assessable", ""],
                    )
                ),
                name="case_last_judgement_known",
                violation_error_message="Vælg en af mulighederne på listen.",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "closure_reason__in",
                        [
                            "unfounded",
                            "mistaken",
                            "disproved",
                            "ordinary_support",
                            "improved",
                            "declined_low",
                            "declined_watch",
                            "police",
                            "moved",
                            "departed",
                            "duplicate",
                            "",
                        ],
                    )
                ),
                name="case_closure_reason_known",
                violation_error_message="Vælg en af mulighederne på listen.",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "retention_rule__in",
                        ["", "unfounded", "handed_over", "no_measures", "measures", "child"],
                    )
                ),
                name="case_retention_rule_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("coordinator_membership__isnull", True), ("coordinator_user__isnull", True)
                    ),
                    models.Q(
                        ("coordinator_membership__isnull", False),
                        ("coordinator_user__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="case_coordinator_together",
                violation_error_message="En tovholder er en person med en rolle i kommunen.",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("paused_until__isnull", False),
                        ("state", "paused"),
                        models.Q(("paused_from", ""), _negated=True),
                    ),
                    models.Q(
                        models.Q(("state", "paused"), _negated=True),
                        ("paused_from", ""),
                        ("paused_until__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="case_pause_complete",
                violation_error_message="En sag i bero har en slutdato; andre sager har ingen.",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("closed_at__isnull", True),
                        ("closure_reason", ""),
                        ("delete_earliest__isnull", True),
                    ),
                    models.Q(
                        ("closed_at__isnull", False),
                        ("delete_earliest__isnull", False),
                        models.Q(("closure_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="case_closure_complete",
                violation_error_message="En afsluttet sag har årsag, tidspunkt og slettedato.",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("approval_asked_at__isnull", True), ("approval_asked_by", "")),
                    models.Q(
                        ("approval_asked_at__isnull", False),
                        models.Q(("approval_asked_by", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="case_approval_asked_together",
                violation_error_message="En anmodning har et tidspunkt og en, der har bedt.",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("hold_owner", ""), ("hold_until__isnull", True)),
                    models.Q(
                        ("hold_until__isnull", False), models.Q(("hold_owner", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="case_hold_owned",
                violation_error_message="Et stop for sletning har en ansvarlig og en slutdato.",
            ),
        ),
        migrations.AddIndex(
            model_name="subjectkey",
            index=models.Index(fields=["municipality_id", "subject"], name="subjectkey_of_subject"),
        ),
        migrations.AddConstraint(
            model_name="subjectkey",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["cpr", "variant", "phonetic", "given_name"])),
                name="subjectkey_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="subjectkey",
            constraint=models.UniqueConstraint(
                fields=("municipality_id", "kind", "hash", "subject"), name="subjectkey_once"
            ),
        ),
        migrations.AddIndex(
            model_name="triage",
            index=models.Index(fields=["municipality_id", "case", "-at"], name="triage_of_case"),
        ),
        migrations.AddIndex(
            model_name="correction",
            index=models.Index(
                fields=["municipality_id", "case", "-at"], name="correction_of_case"
            ),
        ),
        migrations.AddConstraint(
            model_name="triage",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("outcome__in", ["info_house", "notice", "police", "ordinary", "unfounded"])
                ),
                name="triage_outcome_known",
                violation_error_message="Vælg en af mulighederne på listen.",
            ),
        ),
        migrations.AddConstraint(
            model_name="triage",
            constraint=models.CheckConstraint(
                condition=models.Q(("police_check__in", ["clear", "obstacle", "not_asked"])),
                name="triage_police_check_known",
                violation_error_message="Vælg en af mulighederne på listen.",
            ),
        ),
    ]
