"""The database's own clock, and the name of who acts: what guards of records write themselves."""

from typing import ClassVar

from django.db import migrations

from stopext.access.tenancy import sql_file


class Migration(migrations.Migration):
    dependencies: ClassVar = [("accounts", "0003_contacts")]
    operations: ClassVar = [sql_file(__file__, "0004_signing")]
