"""What hangs on a case points at parts of that case only; numbers of cases are counted one by one; who
begins a screening's rating may see it."""

from typing import ClassVar

from django.db import migrations

from stopext.access.tenancy import sql_file


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("casework", "0014_care_contact"),
        ("screening", "0010_named_raters"),
    ]
    operations: ClassVar = [
        sql_file(__file__, f"0015_{name}") for name in ("of_one_case", "counter", "raters")
    ]
