"""What authorities decided on places that quote something changed."""

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
            name="Mark",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("change", models.CharField(max_length=80)),
                ("place", models.CharField(max_length=80)),
                ("number", models.PositiveIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("handled", "Håndteret"),
                            ("not_relevant", "Ikke relevant"),
                            ("open", "Ikke behandlet"),
                        ],
                        max_length=12,
                        verbose_name="status",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="bemærkning")),
                ("by_name", models.CharField(editable=False, max_length=120)),
                ("at", models.DateTimeField(default=stopext.access.clock.now)),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.authority",
                    ),
                ),
            ],
            options={
                "ordering": ("number",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("authority", "change", "place", "number"), name="radar_mark_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["handled", "not_relevant", "open"])),
                        name="radar_mark_state",
                    ),
                ],
            },
        ),
    ]
