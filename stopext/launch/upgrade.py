"""Migrates the database, unless it has seen migrations that this code does not know.

A process of its own: it needs Django, set up with the owner's login.
"""

import sys

import django
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader


def refusal(loader: MigrationLoader) -> str:
    """Why this checkout cannot update this database; empty when it can."""
    on_disk = loader.disk_migrations
    replaced = {name for migration in on_disk.values() for name in migration.replaces}
    unknown = sorted(set(loader.applied_migrations) - set(on_disk) - replaced)
    if not unknown:
        return ""
    begun_here = {app for app, _name in set(loader.applied_migrations) & set(on_disk)}
    waiting = {app for app, _name in on_disk} - begun_here
    for app, name in unknown:
        if app in waiting:
            return (
                f"the database was made by migrations that are gone (it has {app}.{name}) and"
                " cannot be carried over: start over with make demo-reset."
            )
    return (
        f"the database is of a newer version of the portal (it has {'.'.join(unknown[-1])}): "
        "update the code, or start over with make demo-reset."
    )


def main() -> int:
    """Exit code 1, after one line, when the database cannot be updated."""
    django.setup()
    if reason := refusal(MigrationLoader(connection)):
        print(reason)
        return 1
    call_command("migrate", interactive=False, verbosity=0)
    call_command("load_reference_data")
    return 0


if __name__ == "__main__":
    sys.exit(main())
