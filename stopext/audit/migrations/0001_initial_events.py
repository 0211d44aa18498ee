"""What Django knows of the log's rows; the table itself is made by the walls."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="AuditEvent",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("request_id", models.UUIDField(null=True)),
                ("user_id", models.UUIDField(null=True)),
                ("role", models.TextField()),
                ("authority_id", models.IntegerField(null=True)),
                ("action", models.TextField()),
                ("object_type", models.TextField()),
                ("object_id", models.TextField()),
                ("result_count", models.IntegerField(null=True)),
                (
                    "result_ids",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), size=None
                    ),
                ),
                ("purpose", models.TextField()),
                ("outcome", models.TextField()),
                ("details", models.JSONField()),
            ],
            options={
                "db_table": '"audit"."event"',
                "managed": False,
            },
        ),
    ]
