"""Who has done a task, and when, is held by the database."""

from typing import ClassVar

from django.db import migrations

from stopext.access.tenancy import sql_file


class Migration(migrations.Migration):
    dependencies: ClassVar = [("plans", "0014_records"), ("accounts", "0004_signing")]
    operations: ClassVar = [sql_file(__file__, "0015_tasks_done")]
