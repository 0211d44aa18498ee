"""Plans and their parts."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0002_walls"),
    ]

    operations = [
        migrations.CreateModel(
            name="Goal",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("is_public", models.BooleanField(default=False, editable=False)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("text", models.TextField(verbose_name="mål")),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("building", "Opbyggende"),
                            ("anticipating", "Foregribende"),
                            ("intervening", "Indgribende"),
                        ],
                        max_length=20,
                        verbose_name="niveau",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.authority",
                        verbose_name="kommune",
                    ),
                ),
            ],
            options={
                "ordering": ("position",),
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Indicator",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("is_public", models.BooleanField(default=False, editable=False)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("name", models.CharField(max_length=200, verbose_name="indikator")),
                (
                    "baseline",
                    models.DecimalField(
                        decimal_places=2, max_digits=12, verbose_name="udgangspunkt"
                    ),
                ),
                (
                    "target",
                    models.DecimalField(
                        decimal_places=2, max_digits=12, verbose_name="ønsket niveau"
                    ),
                ),
                ("unit", models.CharField(max_length=60, verbose_name="enhed")),
                ("frequency", models.CharField(blank=True, max_length=60, verbose_name="hvor tit")),
                (
                    "goal",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="indicators",
                        to="plans.goal",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.authority",
                        verbose_name="kommune",
                    ),
                ),
            ],
            options={
                "ordering": ("position",),
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Plan",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("is_public", models.BooleanField(default=False, editable=False)),
                ("title", models.CharField(max_length=200, verbose_name="titel")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Udkast"),
                            ("hearing", "I høring"),
                            ("approved", "Godkendt, ikke vedtaget"),
                            ("adopted", "Vedtaget"),
                            ("revising", "Under revision"),
                            ("expired", "Udløbet"),
                        ],
                        default="draft",
                        max_length=16,
                        verbose_name="status",
                    ),
                ),
                ("version", models.CharField(max_length=20, verbose_name="version")),
                ("adopted_on", models.DateField(blank=True, null=True, verbose_name="vedtaget")),
                (
                    "adopted_by",
                    models.CharField(blank=True, max_length=120, verbose_name="vedtaget af"),
                ),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="gælder fra")),
                ("revision_due", models.DateField(verbose_name="skal revideres senest")),
                (
                    "organisation_model",
                    models.CharField(
                        choices=[
                            ("coordinator", "Én tovholder"),
                            ("forum_ad_hoc", "Forum, der mødes efter behov"),
                            ("forum_fixed", "Fast tværgående forum"),
                        ],
                        max_length=12,
                        verbose_name="organisering",
                    ),
                ),
                ("vision", models.TextField(blank=True, verbose_name="vision")),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.authority",
                        verbose_name="kommune",
                    ),
                ),
            ],
            options={
                "verbose_name": "handlingsplan",
                "verbose_name_plural": "handlingsplaner",
                "ordering": ("municipality__name",),
            },
        ),
        migrations.CreateModel(
            name="Measurement",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("is_public", models.BooleanField(default=False, editable=False)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("on", models.DateField(verbose_name="dato")),
                (
                    "value",
                    models.DecimalField(decimal_places=2, max_digits=12, verbose_name="værdi"),
                ),
                ("note", models.CharField(blank=True, max_length=400, verbose_name="note")),
                (
                    "indicator",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="measurements",
                        to="plans.indicator",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.authority",
                        verbose_name="kommune",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="plans.plan",
                    ),
                ),
            ],
            options={
                "ordering": ("on",),
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="indicator",
            name="plan",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="%(class)ss",
                to="plans.plan",
            ),
        ),
        migrations.AddField(
            model_name="goal",
            name="plan",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="%(class)ss",
                to="plans.plan",
            ),
        ),
        migrations.CreateModel(
            name="ActionCard",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("is_public", models.BooleanField(default=False, editable=False)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("audience", models.CharField(max_length=200, verbose_name="for hvem")),
                (
                    "steps",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=400), default=list, size=None
                    ),
                ),
                (
                    "contacts",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=400), default=list, size=None
                    ),
                ),
                ("owner", models.CharField(blank=True, max_length=160, verbose_name="ejer")),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.authority",
                        verbose_name="kommune",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="plans.plan",
                    ),
                ),
            ],
            options={
                "ordering": ("position",),
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Action",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("is_public", models.BooleanField(default=False, editable=False)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("title", models.CharField(max_length=200, verbose_name="handling")),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("building", "Opbyggende"),
                            ("anticipating", "Foregribende"),
                            ("intervening", "Indgribende"),
                        ],
                        max_length=20,
                        verbose_name="niveau",
                    ),
                ),
                (
                    "target_group",
                    models.CharField(blank=True, max_length=200, verbose_name="for hvem"),
                ),
                ("owner", models.CharField(blank=True, max_length=160, verbose_name="ansvarlig")),
                ("start", models.DateField(blank=True, null=True, verbose_name="fra")),
                ("end", models.DateField(blank=True, null=True, verbose_name="til")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("planned", "Planlagt"),
                            ("running", "I gang"),
                            ("paused", "På pause"),
                            ("done", "Gennemført"),
                            ("dropped", "Opgivet"),
                        ],
                        default="planned",
                        max_length=12,
                        verbose_name="status",
                    ),
                ),
                (
                    "practice_page",
                    models.IntegerField(blank=True, null=True, verbose_name="praksis"),
                ),
                ("cost_note", models.CharField(blank=True, max_length=400, verbose_name="økonomi")),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.authority",
                        verbose_name="kommune",
                    ),
                ),
                (
                    "goal",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="actions",
                        to="plans.goal",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="plans.plan",
                    ),
                ),
            ],
            options={
                "ordering": ("position",),
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PlanSection",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("is_public", models.BooleanField(default=False, editable=False)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("purpose", "Formål og vision"),
                            ("target_groups", "Målgrupper"),
                            ("local_picture", "Lokalt billede og datagrundlag"),
                            ("organisation", "Organisering og roller"),
                            ("handling", "Håndtering af bekymringer"),
                            ("emergency", "Akut beredskab"),
                            ("building", "Opbyggende indsatser"),
                            ("anticipating", "Foregribende indsatser"),
                            ("intervening", "Indgribende indsatser"),
                            ("cooperation", "Interessenter og samarbejde"),
                            ("competence", "Kompetenceudvikling"),
                            ("communication", "Kommunikation og action cards"),
                            ("evaluation", "Evaluering og revision"),
                        ],
                        max_length=20,
                        verbose_name="afsnit",
                    ),
                ),
                ("text", models.TextField(blank=True, verbose_name="tekst")),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.authority",
                        verbose_name="kommune",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="plans.plan",
                    ),
                ),
            ],
            options={
                "ordering": ("position",),
                "abstract": False,
            },
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.UniqueConstraint(
                fields=("municipality", "version"), name="plan_version_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_public", True)),
                fields=("municipality",),
                name="plan_public_once",
                violation_error_message="Kommunen har allerede en offentlig plan.",
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("adopted_on__isnull", False),
                        ("is_public", True),
                        ("status__in", ("adopted", "revising", "expired")),
                    ),
                    models.Q(
                        ("is_public", False),
                        models.Q(
                            ("status__in", ("adopted", "revising", "expired")),
                            _negated=True,
                        ),
                    ),
                    _connector="OR",
                ),
                name="plan_public_when_adopted",
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "status__in",
                        [
                            "draft",
                            "hearing",
                            "approved",
                            "adopted",
                            "revising",
                            "expired",
                        ],
                    )
                ),
                name="plan_status_known",
            ),
        ),
        migrations.AddIndex(
            model_name="action",
            index=models.Index(
                condition=models.Q(("is_public", True), ("practice_page__isnull", False)),
                fields=["practice_page"],
                name="action_of_practice",
            ),
        ),
        migrations.AddConstraint(
            model_name="plansection",
            constraint=models.UniqueConstraint(
                fields=("municipality", "plan", "kind"), name="plan_section_once"
            ),
        ),
    ]
