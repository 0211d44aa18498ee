"""Codes and indexes of concerns and disclosures."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

import stopext.vault.fields


class Migration(migrations.Migration):
    dependencies = [("casework", "0004_people_and_keys")]
    operations = [
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
                    "cpr",
                    stopext.vault.fields.SealedTextField(
                        blank=True, max_length=11, verbose_name="CPR-nummer"
                    ),
                ),
                (
                    "description",
                    stopext.vault.fields.SealedTextField(
                        blank=True, max_length=2000, verbose_name="beskrivelse"
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
    ]
