"""Notices, and how often people want mail about them."""

import uuid

from django.db import migrations, models

import stopext.access.clock


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Preference",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("user_id", models.UUIDField(unique=True)),
                ("frequencies", models.JSONField(default=dict)),
                ("version", models.PositiveIntegerField(default=0)),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("authority_id", models.PositiveIntegerField()),
                ("user_id", models.UUIDField()),
                ("kind", models.CharField(max_length=40)),
                ("about", models.UUIDField()),
                ("occasion", models.CharField(blank=True, max_length=80)),
                ("made_at", models.DateTimeField(default=stopext.access.clock.now)),
                ("read_at", models.DateTimeField(null=True)),
                ("settled_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ("-made_at", "-id"),
                "indexes": [
                    models.Index(
                        fields=["authority_id", "user_id", "-made_at"], name="notice_newest"
                    ),
                    models.Index(
                        condition=models.Q(("read_at__isnull", True)),
                        fields=["authority_id", "user_id"],
                        name="notice_unread",
                    ),
                    models.Index(
                        condition=models.Q(("settled_at__isnull", True)),
                        fields=["made_at"],
                        name="notice_unsettled",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("authority_id", "user_id", "kind", "about", "occasion"),
                        name="notice_once",
                    )
                ],
            },
        ),
    ]
