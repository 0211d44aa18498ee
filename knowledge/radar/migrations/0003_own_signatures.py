"""Who in a municipality decides on a place of the radar signs it with her own name, now."""

from typing import ClassVar

from django.db import migrations

from stopext.access.tenancy import signed


class Migration(migrations.Migration):
    dependencies: ClassVar = [("radar", "0002_walls"), ("accounts", "0005_own_signature")]
    operations: ClassVar = [signed("radar_mark", "", "by_name", "at")]
