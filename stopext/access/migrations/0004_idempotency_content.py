"""What a form key was used for, addresses of any length, and old keys for the job to remove."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("access", "0003_idempotency_wall")]
    operations: ClassVar = [
        migrations.AlterField(
            model_name="idempotency", name="location", field=models.TextField(db_default="")
        ),
        migrations.AddField(
            model_name="idempotency",
            name="digest",
            field=models.BinaryField(db_default=b"", max_length=32),
        ),
        migrations.RunSQL(
            "create policy old_keys on access_idempotency to portal_job"
            " using (at < now() - interval '2 days');"
            "grant select, delete on access_idempotency to portal_job;"
            "create index idempotency_by_age on access_idempotency (at);",
            "drop index idempotency_by_age;"
            "revoke select, delete on access_idempotency from portal_job;"
            "drop policy old_keys on access_idempotency;",
        ),
    ]
