"""Nobody else's lock holds up the sealer of the log."""

from pathlib import Path
from typing import ClassVar

from django.db import migrations

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies: ClassVar = [("audit", "0003_seal_state")]
    operations: ClassVar = [
        migrations.RunSQL(
            (SQL / "0004_sealers_turn.sql").read_text(encoding="utf-8"),
            (SQL / "0004_sealers_turn_down.sql").read_text(encoding="utf-8"),
        ),
    ]
