"""Both parties know when what a screening is about has ended."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("screening", "0007_who_ended")]
    operations: ClassVar = [
        migrations.AddField("screening", "subject_ended_at", models.DateTimeField(null=True)),
    ]
