"""Self-assessments, and what another municipality says of one."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

import stopext.access.clock


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0003_contacts"),
    ]

    operations = [
        migrations.CreateModel(
            name="Assessment",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("questionnaire_number", models.PositiveSmallIntegerField()),
                ("started_at", models.DateTimeField(default=stopext.access.clock.now)),
                ("started_by_name", models.CharField(max_length=120)),
                ("is_locked", models.BooleanField(default=False)),
                ("locked_at", models.DateTimeField(null=True)),
                ("locked_by_name", models.CharField(blank=True, max_length=120)),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.authority",
                    ),
                ),
            ],
            options={
                "ordering": ("-started_at",),
            },
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("statement", models.CharField(max_length=40)),
                (
                    "level",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("1", "Ikke begyndt"),
                            ("2", "På vej"),
                            ("3", "På plads"),
                            ("4", "Afprøvet"),
                            ("unknown", "Ved ikke"),
                        ],
                        max_length=8,
                    ),
                ),
                ("note", models.TextField(blank=True)),
                ("link", models.URLField(blank=True, max_length=400)),
                ("edits", models.PositiveIntegerField(default=0)),
                ("is_locked", models.BooleanField(default=False)),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.authority",
                    ),
                ),
                (
                    "assessment",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="answers",
                        to="readiness.assessment",
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
                ("questionnaire_number", models.PositiveSmallIntegerField()),
                ("message", models.TextField()),
                ("readable_until", models.DateField()),
                ("asked_at", models.DateTimeField(default=stopext.access.clock.now)),
                ("asked_by_name", models.CharField(max_length=120)),
                ("answer", models.TextField(blank=True)),
                ("answered_at", models.DateTimeField(null=True)),
                ("answered_by_name", models.CharField(blank=True, max_length=120)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "assessment",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="reviews",
                        to="readiness.assessment",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.authority",
                    ),
                ),
                (
                    "reviewer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.authority",
                    ),
                ),
            ],
            options={
                "ordering": ("-asked_at",),
            },
        ),
        migrations.CreateModel(
            name="Reply",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("is_accepted", models.BooleanField()),
                ("reason", models.TextField(blank=True)),
                ("decided_at", models.DateTimeField(default=stopext.access.clock.now)),
                ("decided_by_name", models.CharField(max_length=120)),
                ("sent_at", models.DateTimeField(null=True)),
                ("sent_by_name", models.CharField(blank=True, max_length=120)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.authority",
                    ),
                ),
                (
                    "reviewer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.authority",
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="replies",
                        to="readiness.review",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Remark",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("theme", models.CharField(max_length=40)),
                ("text", models.TextField(blank=True)),
                ("edits", models.PositiveIntegerField(default=0)),
                ("is_sent", models.BooleanField(default=False)),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.authority",
                    ),
                ),
                (
                    "reviewer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.authority",
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="remarks",
                        to="readiness.review",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ReviewCopy",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("readable_until", models.DateField()),
                ("answers", models.JSONField()),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.authority",
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="copies",
                        to="readiness.review",
                    ),
                ),
                (
                    "reviewer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.authority",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="assessment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_locked", False)),
                fields=("municipality",),
                name="readiness_one_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.UniqueConstraint(
                fields=("municipality", "assessment", "statement"), name="readiness_answered_once"
            ),
        ),
        migrations.AddIndex(
            model_name="review",
            index=models.Index(fields=["reviewer", "asked_at"], name="review_asked_of"),
        ),
        migrations.AddConstraint(
            model_name="reply",
            constraint=models.UniqueConstraint(
                fields=("municipality", "review"), name="review_replied_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="remark",
            constraint=models.UniqueConstraint(
                fields=("municipality", "review", "theme"), name="review_remarked_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewcopy",
            constraint=models.UniqueConstraint(
                fields=("municipality", "review"), name="review_copied_once"
            ),
        ),
    ]
