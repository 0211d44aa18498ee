"""A citizen is hidden with her cases, where the log counts and answers."""

from typing import ClassVar

from django.db import migrations

from stopext.access.tenancy import sql_file


class Migration(migrations.Migration):
    dependencies: ClassVar = [("casework", "0010_corrected_and_ended")]
    operations: ClassVar = [sql_file(__file__, "0011_hidden_citizens")]
