"""The reviewer of the log is told whether it is being sealed."""

from pathlib import Path
from typing import ClassVar

from django.db import migrations

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies: ClassVar = [("audit", "0002_walls")]
    operations: ClassVar = [
        migrations.RunSQL(
            (SQL / "0003_seal_state.sql").read_text(encoding="utf-8"),
            (SQL / "0003_seal_state_down.sql").read_text(encoding="utf-8"),
        ),
    ]
