"""What stood in a mapping before somebody changed it is kept by the database."""

from typing import ClassVar

from django.db import migrations

from stopext.access.tenancy import sql_file


class Migration(migrations.Migration):
    dependencies: ClassVar = [("areas", "0003_own_signatures"), ("plans", "0016_revisions")]
    operations: ClassVar = [sql_file(__file__, "0004_revisions")]
