"""Comments, hearings, invitations and verdicts are held by the database: by whom, when, of what."""

from typing import ClassVar

from django.db import migrations

from stopext.access.tenancy import sql_file


class Migration(migrations.Migration):
    dependencies: ClassVar = [("hearings", "0004_mail"), ("accounts", "0004_signing")]
    operations: ClassVar = [sql_file(__file__, "0005_records")]
