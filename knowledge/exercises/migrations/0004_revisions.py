"""What an exercise, its points and a card said before somebody changed it is kept."""

from typing import ClassVar

from django.db import migrations

from stopext.access.tenancy import sql_file


class Migration(migrations.Migration):
    dependencies: ClassVar = [("exercises", "0003_records"), ("plans", "0016_revisions")]
    operations: ClassVar = [sql_file(__file__, "0004_revisions")]
