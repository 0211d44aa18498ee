"""That the adviser may read the draft ends with that draft."""

from typing import ClassVar

from django.db import migrations

from stopext.access.tenancy import sql_file


class Migration(migrations.Migration):
    dependencies: ClassVar = [("advice", "0002_walls")]
    operations: ClassVar = [sql_file(__file__, "0003_consent")]
