"""The append-only log, its chain of seals, and the functions that are its only doors."""

from pathlib import Path
from typing import ClassVar

from django.db import migrations

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies: ClassVar = [("audit", "0001_initial_events"), ("access", "0002_walls")]
    operations: ClassVar = [
        migrations.RunSQL(
            (SQL / "0002_log.sql").read_text(encoding="utf-8"),
            (SQL / "0002_log_down.sql").read_text(encoding="utf-8"),
        ),
    ]
