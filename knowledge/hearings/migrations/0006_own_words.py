"""Who was asked reads her own words also when the hearing has ended."""

from typing import ClassVar

from django.db import migrations

from stopext.access.tenancy import sql_file


class Migration(migrations.Migration):
    dependencies: ClassVar = [("hearings", "0005_records")]
    operations: ClassVar = [sql_file(__file__, "0006_own_words")]
