"""Decisions, judgements of pace, reports and the date of a draft's text are held by the database."""

from typing import ClassVar

from django.db import migrations

from stopext.access.tenancy import sql_file


class Migration(migrations.Migration):
    dependencies: ClassVar = [("plans", "0013_since"), ("accounts", "0004_signing")]
    operations: ClassVar = [sql_file(__file__, "0014_records"), sql_file(__file__, "0014_reports")]
