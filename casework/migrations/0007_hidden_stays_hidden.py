"""Who is shut out of a restricted case is not told of it by registering a concern, either."""

from typing import ClassVar

from django.db import migrations

from stopext.access.tenancy import sql_file


class Migration(migrations.Migration):
    dependencies: ClassVar = [("casework", "0006_case_joins")]

    operations: ClassVar = [sql_file(__file__, "0007_hidden_stays_hidden")]
