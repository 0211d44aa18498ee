"""Who looks after her authority's screenings names who sees one, and takes a begun rating over."""

from typing import ClassVar

from django.db import migrations

from stopext.access.tenancy import sql_file


class Migration(migrations.Migration):
    dependencies: ClassVar = [("screening", "0009_own_signatures")]
    operations: ClassVar = [sql_file(__file__, "0010_named_raters")]
