"""Colleagues on a case and blind keys."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

import stopext.vault.fields


class Migration(migrations.Migration):
    dependencies = [("casework", "0003_reports_and_reviews")]
    operations = [
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
    ]
