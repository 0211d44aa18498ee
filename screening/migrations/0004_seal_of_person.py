"""The hash of a rating binds who locked it, for whom and when; older ones keep their own."""

from typing import ClassVar

from django.db import migrations, models

from stopext.access.tenancy import sql_file


class Migration(migrations.Migration):
    dependencies: ClassVar = [("screening", "0003_cancelling")]
    operations: ClassVar = [
        migrations.AddField("rating", "seal_version", models.PositiveSmallIntegerField(default=1)),
        sql_file(__file__, "0004_seal_of_person"),
    ]
