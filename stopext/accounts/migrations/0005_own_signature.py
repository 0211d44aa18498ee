"""What keeps a signature the writer's own: the trigger that ``stopext.access.tenancy.signed`` sets."""

from typing import ClassVar

from django.db import migrations

from stopext.access.tenancy import sql_file


class Migration(migrations.Migration):
    dependencies: ClassVar = [("accounts", "0004_signing")]
    operations: ClassVar = [sql_file(__file__, "0005_own_signature")]
