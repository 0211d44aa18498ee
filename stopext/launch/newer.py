"""Ends with code 3 and a line when the database knows migrations that this code does not."""

import sys

import django
from django.db import connection
from django.db.migrations.loader import MigrationLoader

NEWER = 3


def main() -> int:
    """Compare the migrations the database has seen with those in the checkout."""
    django.setup()
    loader = MigrationLoader(connection)
    replaced = {
        name for migration in loader.disk_migrations.values() for name in migration.replaces
    }
    unknown = sorted(set(loader.applied_migrations) - set(loader.disk_migrations) - replaced)
    if unknown:
        app, name = unknown[-1]
        print(f"{app}.{name}")
        return NEWER
    return 0


if __name__ == "__main__":
    sys.exit(main())
