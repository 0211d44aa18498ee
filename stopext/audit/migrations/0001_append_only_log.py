"""The append-only log, its chain of seals, and the functions that are its only doors."""

from pathlib import Path
from typing import ClassVar

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    initial = True
    dependencies: ClassVar = [("access", "0001_request_context")]
    operations: ClassVar = [
        migrations.RunSQL(
            (SQL / "log.sql").read_text(encoding="utf-8"),
            (SQL / "log_down.sql").read_text(encoding="utf-8"),
        ),
    ]
