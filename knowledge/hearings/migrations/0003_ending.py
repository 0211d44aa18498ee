"""A name is corrected, a link is sent anew, and a hearing ends with the draft it is about."""

from typing import ClassVar

from django.db import migrations

from stopext.access.tenancy import sql_file


class Migration(migrations.Migration):
    dependencies: ClassVar = [("hearings", "0002_walls"), ("plans", "0004_discarding")]
    operations: ClassVar = [sql_file(__file__, "0003_ending")]
