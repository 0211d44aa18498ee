"""Mappings of housing areas."""

import uuid

import django.contrib.postgres.fields
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
            name="AreaMap",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("area", models.UUIDField(default=uuid.uuid4)),
                ("number", models.PositiveSmallIntegerField(default=1)),
                ("name", models.CharField(max_length=120, verbose_name="områdets navn")),
                ("description", models.TextField(blank=True, verbose_name="kort beskrivelse")),
                (
                    "housing",
                    models.CharField(blank=True, max_length=200, verbose_name="boligorganisation"),
                ),
                ("mapped_on", models.DateField(blank=True, null=True, verbose_name="kortlagt den")),
                ("participants", models.TextField(blank=True, verbose_name="hvem der er med")),
                ("forum", models.TextField(blank=True, verbose_name="hvor der samarbejdes")),
                ("sharing", models.TextField(blank=True, verbose_name="hvad der må deles")),
                ("resources", models.TextField(blank=True, verbose_name="ressourcer")),
                ("challenges", models.TextField(blank=True, verbose_name="udfordringer")),
                ("sources", models.TextField(blank=True, verbose_name="kilder med dato")),
                ("analysis", models.TextField(blank=True, verbose_name="hvad det betyder")),
                ("needs", models.TextField(blank=True, verbose_name="behov")),
                ("uncertainty", models.TextField(blank=True, verbose_name="hvad I ikke ved")),
                ("effort", models.TextField(blank=True, verbose_name="indsatser")),
                ("follow_up", models.TextField(blank=True, verbose_name="opfølgning")),
                (
                    "plan_actions",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.UUIDField(),
                        default=list,
                        size=None,
                        verbose_name="handlinger",
                    ),
                ),
                ("edits", models.PositiveIntegerField(default=0)),
                ("is_finished", models.BooleanField(default=False)),
                ("finished_at", models.DateTimeField(null=True)),
                ("finished_by_name", models.CharField(blank=True, max_length=120)),
                ("begun_at", models.DateTimeField(default=stopext.access.clock.now)),
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
                "ordering": ("name", "-number"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("municipality", "area", "number"), name="area_map_version_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_finished", False)),
                        fields=("municipality", "area"),
                        name="area_map_one_open",
                    ),
                ],
            },
        ),
    ]
