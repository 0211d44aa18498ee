"""Inside a municipality the database holds the list of a restricted case, and a source's protection;
who assesses reports is told of those that are dealt with elsewhere."""

from typing import ClassVar

from django.db import migrations

from stopext.access.tenancy import sql_file


class Migration(migrations.Migration):
    dependencies: ClassVar = [("casework", "0007_hidden_stays_hidden")]

    operations: ClassVar = [sql_file(__file__, "0008_insiders")]
