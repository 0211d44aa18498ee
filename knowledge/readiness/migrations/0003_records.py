"""What is locked, asked, sent and answered is held by the database: by whom, when, and once."""

from typing import ClassVar

from django.db import migrations

from stopext.access.tenancy import sql_file


class Migration(migrations.Migration):
    dependencies: ClassVar = [("readiness", "0002_walls"), ("accounts", "0004_signing")]
    operations: ClassVar = [sql_file(__file__, "0003_records")]
