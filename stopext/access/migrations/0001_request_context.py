"""The request context: issued, signed and checked by the database (README, "Two walls")."""

from typing import ClassVar

from django.db import migrations

from stopext.access import sql


class Migration(migrations.Migration):
    initial = True
    dependencies: ClassVar = []
    operations: ClassVar = [
        migrations.RunSQL(sql.read("request_context.sql"), sql.read("request_context_down.sql")),
    ]
