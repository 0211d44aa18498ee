"""What was answered and remarked before somebody changed it is kept by the database."""

from typing import ClassVar

from django.db import migrations

from stopext.access.tenancy import sql_file


class Migration(migrations.Migration):
    dependencies: ClassVar = [("readiness", "0003_records"), ("plans", "0016_revisions")]
    operations: ClassVar = [sql_file(__file__, "0004_revisions")]
