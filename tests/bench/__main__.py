"""``python -m tests.bench [--scale N] [--skip-servers]``: ratios, and how names are found."""

from __future__ import annotations

import argparse
import os
import sys

import django
from django.db import connections

from stopext.access.roles import Role
from stopext.database import Urls
from tests.bench import bench_names, database, servers
from tests.bench.table import Ratio, printed
from tests.kernel import siege as sieges
from tests.support import databases


def main(arguments: list[str] | None = None) -> int:
    """Print the tables; 1 when a bound is broken."""
    parser = argparse.ArgumentParser(description="Measure the portal's ratios.")
    parser.add_argument("--scale", type=int, default=200_000, help="cases in the big list")
    parser.add_argument("--skip-servers", action="store_true")
    options = parser.parse_args(arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stopext.settings.test")
    django.setup()
    rows = measure(options.scale, with_servers=not options.skip_servers)
    sys.stdout.write(printed(rows) + "\n")
    broken = bench_names.main(["--misses"])
    return 0 if all(row.holds for row in rows) and not broken else 1


def measure(scale: int, *, with_servers: bool = True) -> list[Ratio]:
    """All ratios; the database is made for the run and dropped after it."""
    name = f"bench_{os.getpid()}"
    with sieges.laid(f"{name}_small") as small, sieges.laid(name) as big:
        rows = database.ratios(small, big, scale)
    if with_servers:
        with databases.fresh_database(name) as urls:
            rows += servers.ratios(urls, _log_in(urls))
    return rows


def _log_in(urls: Urls) -> str:
    """The session key of a leader with a second factor."""
    from stopext.accounts.models import Authority  # noqa: PLC0415 (models need the set-up above)
    from tests.support.world import HOME, make_person  # noqa: PLC0415

    for alias in ("default", "cache"):
        connections[alias].close()
        connections[alias].settings_dict.update(databases.django_settings(databases.both(urls)))
    person = make_person(Authority.objects.get(pk=HOME), Role.LEADER)
    connections.close_all()
    return person.token


if __name__ == "__main__":
    sys.exit(main())
