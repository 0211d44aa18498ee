"""Instruments, screenings, ratings, addenda, consensus and who has access."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

import stopext.access.clock
import stopext.vault.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Instrument",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("key", models.SlugField(max_length=60, unique=True)),
                ("title", models.CharField(max_length=120, verbose_name="titel")),
            ],
        ),
        migrations.CreateModel(
            name="InstrumentVersion",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("version", models.CharField(max_length=20, verbose_name="version")),
                ("definition", models.JSONField()),
                ("content_hash", models.CharField(max_length=64)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Kladde"),
                            ("in_review", "Til gennemsyn"),
                            ("published", "Udgivet"),
                            ("retired", "Udgået"),
                        ],
                        default="draft",
                        max_length=12,
                    ),
                ),
                ("changelog", models.TextField(max_length=10000, verbose_name="ændringer")),
                ("prepared_by", models.CharField(max_length=120, verbose_name="udarbejdet af")),
                (
                    "published_by",
                    models.CharField(blank=True, max_length=120, verbose_name="udgivet af"),
                ),
                ("published_at", models.DateTimeField(null=True)),
                ("retired_at", models.DateTimeField(null=True)),
                (
                    "instrument",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="screening.instrument",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Screening",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("municipality_id", models.PositiveIntegerField()),
                ("district_id", models.PositiveIntegerField(null=True)),
                ("invited_at", models.DateTimeField(null=True)),
                ("revoked_at", models.DateTimeField(null=True)),
                ("expires_at", models.DateTimeField(null=True)),
                ("reference", models.CharField(max_length=32, verbose_name="sag")),
                ("subject_id", models.UUIDField()),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("triage", "Indledende vurdering"),
                            ("analysis", "Analyse i infohus"),
                            ("review", "Opfølgning"),
                            ("closing", "Før afslutning"),
                            ("aftercare", "Eftertjek"),
                        ],
                        max_length=12,
                        verbose_name="anledning",
                    ),
                ),
                ("subset", models.CharField(blank=True, max_length=20)),
                ("under_18", models.BooleanField(default=False)),
                ("under_15", models.BooleanField(default=False)),
                ("ordered_by", models.UUIDField()),
                ("ordered_by_name", models.CharField(max_length=120)),
                ("ordered_at", models.DateTimeField(default=stopext.access.clock.now)),
                ("due_on", models.DateField(verbose_name="frist")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Besvares"),
                            ("opened", "Åbnet"),
                            ("agreed", "Underskrevet"),
                        ],
                        default="open",
                        max_length=8,
                        verbose_name="status",
                    ),
                ),
                ("municipality_locked_at", models.DateTimeField(null=True)),
                ("police_locked_at", models.DateTimeField(null=True)),
                ("opened_at", models.DateTimeField(null=True)),
                ("agreed_at", models.DateTimeField(null=True)),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="screening.instrumentversion",
                    ),
                ),
            ],
            options={
                "ordering": ("due_on", "id"),
            },
        ),
        migrations.CreateModel(
            name="Rating",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("municipality_id", models.PositiveIntegerField()),
                ("authority_id", models.PositiveIntegerField()),
                ("district_id", models.PositiveIntegerField(null=True)),
                ("access_ends", models.DateTimeField(null=True)),
                ("opened", models.BooleanField(default=False)),
                ("rater_id", models.UUIDField()),
                ("rater_name", models.CharField(max_length=120)),
                ("version", models.PositiveIntegerField(default=0)),
                ("answers", stopext.vault.fields.SealedJSONField(default=dict)),
                ("judgement", stopext.vault.fields.SealedJSONField(default=dict)),
                ("saved_at", models.DateTimeField(default=stopext.access.clock.now)),
                ("judged_at", models.DateTimeField(null=True)),
                ("locked_at", models.DateTimeField(null=True)),
                ("content_hash", models.CharField(blank=True, max_length=64)),
                ("profile", stopext.vault.fields.SealedJSONField(null=True)),
                ("critical_acknowledged_at", models.DateTimeField(null=True)),
                ("critical_acknowledged_by", models.UUIDField(null=True)),
                (
                    "screening",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ratings",
                        to="screening.screening",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Consensus",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("municipality_id", models.PositiveIntegerField()),
                ("district_id", models.PositiveIntegerField(null=True)),
                ("access_ends", models.DateTimeField(null=True)),
                ("version", models.PositiveIntegerField(default=0)),
                ("decisions", stopext.vault.fields.SealedJSONField(default=dict)),
                ("judgement", stopext.vault.fields.SealedJSONField(default=dict)),
                ("saved_at", models.DateTimeField(default=stopext.access.clock.now)),
                ("saved_by_name", models.CharField(max_length=120)),
                ("content_hash", models.CharField(blank=True, max_length=64)),
                ("signed_by_municipality_at", models.DateTimeField(null=True)),
                ("signed_by_municipality_id", models.UUIDField(null=True)),
                ("signed_by_municipality_name", models.CharField(blank=True, max_length=120)),
                ("signed_by_police_at", models.DateTimeField(null=True)),
                ("signed_by_police_id", models.UUIDField(null=True)),
                ("signed_by_police_name", models.CharField(blank=True, max_length=120)),
                (
                    "screening",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consensus",
                        to="screening.screening",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Addendum",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("municipality_id", models.PositiveIntegerField()),
                ("authority_id", models.PositiveIntegerField()),
                ("district_id", models.PositiveIntegerField(null=True)),
                ("access_ends", models.DateTimeField(null=True)),
                ("opened", models.BooleanField(default=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("note", "Tilføjelse"),
                            ("judgement", "Vurdering ændret efter profilen"),
                        ],
                        max_length=10,
                    ),
                ),
                ("text", stopext.vault.fields.SealedTextField(max_length=4000)),
                ("judgement", stopext.vault.fields.SealedJSONField(default=dict)),
                ("by_id", models.UUIDField()),
                ("by_name", models.CharField(max_length=120)),
                ("at", models.DateTimeField(default=stopext.access.clock.now)),
                ("after_opening", models.BooleanField(default=False)),
                (
                    "rating",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="addenda",
                        to="screening.rating",
                    ),
                ),
                (
                    "screening",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="screening.screening",
                    ),
                ),
            ],
            options={
                "ordering": ("at",),
            },
        ),
        migrations.CreateModel(
            name="ScreeningAccess",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("municipality_id", models.PositiveIntegerField()),
                ("authority_id", models.PositiveIntegerField()),
                ("district_id", models.PositiveIntegerField(null=True)),
                ("access_ends", models.DateTimeField(null=True)),
                ("user_id", models.UUIDField()),
                ("granted_by", models.UUIDField()),
                ("granted_at", models.DateTimeField(default=stopext.access.clock.now)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "screening",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="access",
                        to="screening.screening",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="instrumentversion",
            constraint=models.UniqueConstraint(
                fields=("instrument", "version"), name="version_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="instrumentversion",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status", "published")),
                fields=("instrument",),
                name="version_one_published",
            ),
        ),
        migrations.AddConstraint(
            model_name="instrumentversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status__in", ["draft", "in_review"]),
                    models.Q(
                        ("published_at__isnull", False),
                        models.Q(("published_by", ""), _negated=True),
                        models.Q(("published_by", models.F("prepared_by")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="version_two_persons",
                violation_error_message="En anden end den, der har udarbejdet, skal udgive.",
            ),
        ),
        migrations.AddConstraint(
            model_name="instrumentversion",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["draft", "in_review", "published", "retired"])),
                name="version_status",
            ),
        ),
        migrations.AddIndex(
            model_name="screening",
            index=models.Index(
                fields=["municipality_id", "due_on", "id"], name="screening_of_muni"
            ),
        ),
        migrations.AddIndex(
            model_name="screening",
            index=models.Index(fields=["municipality_id", "subject_id"], name="screening_of_case"),
        ),
        migrations.AddIndex(
            model_name="screening",
            index=models.Index(
                condition=models.Q(("district_id__isnull", False)),
                fields=["district_id", "due_on", "id"],
                name="screening_of_district",
            ),
        ),
        migrations.AddConstraint(
            model_name="screening",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "purpose__in",
                        ["triage", "analysis", "review", "closing", "aftercare"],
                    ),
                    ("state__in", ["open", "opened", "agreed"]),
                    ("subset__in", ["", "triage"]),
                ),
                name="screening_choices",
            ),
        ),
        migrations.AddConstraint(
            model_name="screening",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("district_id__isnull", True),
                        ("expires_at__isnull", True),
                        ("invited_at__isnull", True),
                    ),
                    models.Q(
                        ("district_id__isnull", False),
                        ("expires_at__isnull", False),
                        ("invited_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="screening_invitation",
            ),
        ),
        migrations.AddConstraint(
            model_name="screening",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("opened_at", None), ("state", "open")),
                    models.Q(
                        ("opened_at__isnull", False), models.Q(("state", "open"), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="screening_opened_when",
            ),
        ),
        migrations.AddIndex(
            model_name="rating",
            index=models.Index(fields=["screening"], name="rating_of_screening"),
        ),
        migrations.AddConstraint(
            model_name="rating",
            constraint=models.UniqueConstraint(
                fields=("municipality_id", "screening", "authority_id"), name="rating_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="rating",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("content_hash", ""), ("locked_at", None), ("profile", None)),
                    models.Q(
                        ("judged_at__isnull", False),
                        ("locked_at__isnull", False),
                        ("profile__isnull", False),
                        models.Q(("content_hash", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="rating_locked_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="rating",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("opened", False), ("locked_at__isnull", False), _connector="OR"
                ),
                name="rating_opened_locked",
            ),
        ),
        migrations.AddIndex(
            model_name="addendum",
            index=models.Index(fields=["rating", "at"], name="addendum_of_rating"),
        ),
        migrations.AddConstraint(
            model_name="addendum",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["note", "judgement"])), name="addendum_kind"
            ),
        ),
        migrations.AddIndex(
            model_name="screeningaccess",
            index=models.Index(fields=["user_id", "authority_id"], name="screeningaccess_of_user"),
        ),
        migrations.AddConstraint(
            model_name="screeningaccess",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)),
                fields=("municipality_id", "screening", "authority_id", "user_id"),
                name="screeningaccess_once",
            ),
        ),
    ]
