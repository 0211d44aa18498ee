"""Migrates the database, unless it knows migrations that this code does not.

A process of its own: it needs Django, set up with the owner's login.
"""

import sys

import django
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader


def unknown_migrations() -> list[str]:
    """The migrations the database has seen and the checkout does not have."""
    loader = MigrationLoader(connection)
    replaced = {
        name for migration in loader.disk_migrations.values() for name in migration.replaces
    }
    unknown = set(loader.applied_migrations) - set(loader.disk_migrations) - replaced
    return sorted(f"{app}.{name}" for app, name in unknown)


def main() -> int:
    """Exit code 1, after one line, when the database is of a newer version."""
    django.setup()
    if unknown := unknown_migrations():
        print(
            f"the database is of a newer version of the portal (it has {unknown[-1]}): "
            "update the code, or start over with make demo-reset."
        )
        return 1
    call_command("migrate", interactive=False, verbosity=0)
    call_command("load_reference_data")
    return 0


if __name__ == "__main__":
    sys.exit(main())
