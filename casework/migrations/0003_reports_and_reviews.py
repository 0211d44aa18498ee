"""Reports, reviews and citizens."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

import stopext.vault.fields


class Migration(migrations.Migration):
    dependencies = [("casework", "0002_work")]
    operations = [
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
            name="FieldHistory",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("municipality_id", models.PositiveIntegerField(editable=False)),
                ("case_id", models.UUIDField(null=True)),
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
                        choices=[
                            ("closing", "Afslutning ved høj bekymring"),
                            ("deletion", "Sletning"),
                        ],
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
    ]
