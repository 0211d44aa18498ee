"""The instrument's first versions are part of the portal, not of a set-up step."""

from typing import Any, ClassVar

from django.db import migrations

from screening.versions.loading import load_published


def load(apps: Any, schema_editor: Any) -> None:
    """Add versions 0.9 and 1.0 from their files."""
    load_published(
        apps.get_model("screening", "Instrument").objects,
        apps.get_model("screening", "InstrumentVersion").objects,
    )


class Migration(migrations.Migration):
    dependencies: ClassVar = [("screening", "0002_walls")]
    operations: ClassVar = [migrations.RunPython(load, migrations.RunPython.noop)]
