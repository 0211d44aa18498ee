"""The newest concerns of a municipality are found by when they came: some are owed a receipt."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("casework", "0030_tasks")]

    operations: ClassVar = [
        migrations.AddIndex(
            model_name="concern",
            index=models.Index(
                fields=["municipality_id", "received_at"], name="concern_by_arrival"
            ),
        ),
    ]
