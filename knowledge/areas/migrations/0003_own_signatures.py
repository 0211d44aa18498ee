"""Who finishes a version of an area signs it with her own name, now, and once."""

from typing import ClassVar

from django.db import migrations

from stopext.access.tenancy import signed


class Migration(migrations.Migration):
    dependencies: ClassVar = [("areas", "0002_walls"), ("accounts", "0005_own_signature")]
    operations: ClassVar = [signed("areas_areamap", "", "finished_by_name", "finished_at")]
