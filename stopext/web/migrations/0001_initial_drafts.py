"""Drafts of forms."""

import uuid

from django.db import migrations, models

import stopext.access.clock
import stopext.vault.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Draft",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("authority_id", models.PositiveIntegerField()),
                ("user_id", models.UUIDField()),
                ("form", models.CharField(max_length=40)),
                ("object_id", models.UUIDField(default=uuid.uuid4)),
                ("version", models.PositiveIntegerField(default=0)),
                ("showing", models.UUIDField(null=True)),
                ("fields", stopext.vault.fields.SealedJSONField(default=dict)),
                ("saved_at", models.DateTimeField(default=stopext.access.clock.now)),
            ],
            options={
                "indexes": [models.Index(fields=["saved_at"], name="draft_by_age")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("authority_id", "user_id", "form", "object_id"), name="draft_once"
                    )
                ],
            },
        ),
    ]
