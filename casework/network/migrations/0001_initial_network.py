"""Topics of a district's network, and what is written in them."""

import uuid
from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

import stopext.access.clock
import stopext.vault.fields


class Migration(migrations.Migration):
    initial = True

    dependencies: ClassVar = [
        ("accounts", "0005_own_signature"),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="Topic",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("by_user", models.UUIDField(editable=False)),
                ("by_name", models.CharField(editable=False, max_length=120)),
                ("at", models.DateTimeField(editable=False)),
                ("district_id", models.PositiveIntegerField(editable=False)),
                (
                    "title",
                    stopext.vault.fields.SealedTextField(max_length=160, verbose_name="emne"),
                ),
                (
                    "theme",
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
                        verbose_name="tema",
                    ),
                ),
                ("last_at", models.DateTimeField(default=stopext.access.clock.now)),
                ("closed_at", models.DateTimeField(null=True)),
                ("closed_by", models.UUIDField(editable=False, null=True)),
                ("closed_by_name", models.CharField(blank=True, editable=False, max_length=120)),
                (
                    "closed_word",
                    stopext.vault.fields.SealedTextField(
                        blank=True, max_length=1000, verbose_name="hvorfor emnet er lukket"
                    ),
                ),
            ],
            options={
                "ordering": ("-last_at", "-id"),
                "indexes": [
                    models.Index(
                        fields=["district_id", "-last_at", "-id"], name="topic_of_district"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "theme__in",
                                [
                                    "right",
                                    "left",
                                    "islamist",
                                    "anti_system",
                                    "mixed",
                                    "not_specific",
                                ],
                            )
                        ),
                        name="topic_theme_known",
                        violation_error_message="Vælg en af mulighederne på listen.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at__isnull", True), ("closed_by__isnull", True)),
                            models.Q(("closed_at__isnull", False), ("closed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="topic_closing_together",
                        violation_error_message="En lukning har både tidspunkt og person.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Post",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("by_user", models.UUIDField(editable=False)),
                ("by_name", models.CharField(editable=False, max_length=120)),
                ("at", models.DateTimeField(editable=False)),
                ("district_id", models.PositiveIntegerField(editable=False)),
                ("is_opening", models.BooleanField(editable=False)),
                (
                    "text",
                    stopext.vault.fields.SealedTextField(max_length=8000, verbose_name="tekst"),
                ),
                (
                    "by_role",
                    models.CharField(
                        choices=[
                            ("reporter", "Indberetter"),
                            ("caseworker", "Sagsbehandler"),
                            ("coordinator", "Tovholder"),
                            ("leader", "Leder"),
                            ("officer", "Politimedarbejder"),
                            ("police_coordinator", "Politi-tovholder"),
                            ("editor", "Redaktør"),
                            ("adviser", "Rådgiver"),
                            ("methodologist", "Metodeansvarlig"),
                            ("analyst", "Analytiker"),
                            ("administrator", "Administrator"),
                            ("log_reviewer", "Logkontrol"),
                        ],
                        editable=False,
                        max_length=24,
                        verbose_name="",
                    ),
                ),
                ("withdrawn_at", models.DateTimeField(editable=False, null=True)),
                (
                    "withdrawn_reason",
                    stopext.vault.fields.SealedTextField(
                        blank=True, max_length=1000, verbose_name="hvorfor"
                    ),
                ),
                (
                    "authority",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.authority",
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="posts",
                        to="network.topic",
                    ),
                ),
            ],
            options={
                "ordering": ("at", "id"),
                "indexes": [
                    models.Index(fields=["district_id", "topic", "at"], name="post_of_topic")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "by_role__in",
                                [
                                    "reporter",
                                    "caseworker",
                                    "coordinator",
                                    "leader",
                                    "officer",
                                    "police_coordinator",
                                    "editor",
                                    "adviser",
                                    "methodologist",
                                    "analyst",
                                    "administrator",
                                    "log_reviewer",
                                ],
                            )
                        ),
                        name="post_by_role_known",
                        violation_error_message="Vælg en af mulighederne på listen.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_opening", True)),
                        fields=("topic",),
                        name="post_opens_once",
                    ),
                ],
            },
        ),
    ]
