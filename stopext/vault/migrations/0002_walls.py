"""Who may read the wrapped keys: without the master key they open nothing."""

from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    dependencies: ClassVar = [("vault", "0001_initial_keys")]
    operations: ClassVar = [
        migrations.RunSQL(
            "grant select on vault_datakey to portal_login, portal_job, r_public, r_reporter,"
            " r_muni, r_police, r_centre, r_log",
            "revoke select on vault_datakey from portal_login, portal_job, r_public, r_reporter,"
            " r_muni, r_police, r_centre, r_log",
        ),
    ]
