"""The log of a case that is hidden from a leader names nothing of it, meetings and shares included."""

from typing import ClassVar

from django.db import migrations

from stopext.access.tenancy import sql_file


class Migration(migrations.Migration):
    dependencies: ClassVar = [("casework", "0023_request_reminders")]

    operations: ClassVar = [sql_file(__file__, "0024_hidden_parts")]
