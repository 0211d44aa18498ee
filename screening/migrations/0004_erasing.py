"""Screenings go with the case they belong to."""

from typing import ClassVar

from django.db import migrations

from screening.sql import read
from stopext.access.tenancy import Policy, let_in

ERASING = Policy("ctx_owner", "delete", "municipality_id = (select sec.muni())")


class Migration(migrations.Migration):
    dependencies: ClassVar = [("screening", "0003_first_versions")]
    operations: ClassVar = [
        *(
            let_in(f"screening_{name}", "erasing", ERASING)
            for name in ("screening", "rating", "addendum", "consensus", "screeningaccess")
        ),
        migrations.RunSQL(read("erasing"), read("erasing_down")),
    ]
