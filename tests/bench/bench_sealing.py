"""The log's sealer over a large installation's day. Run: `python -m tests.bench.bench_sealing`.

The worker seals every minute; after a day without it all of these wait at once.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from time import perf_counter

import django
import psycopg
from django.db import connections

from tests.bench.table import Ratio, printed
from tests.support import databases

EVENTS = 100_000
#: Written at once, as no real writer can: the fastest there is to compare with.
WAITING_EVENTS = (
    "with e as (insert into audit.event (action, object_id)"
    " select 'view', n::text from generate_series(1, %s) n returning id)"
    " insert into audit.pending select id from e"
)
MOST = 10.0


def main() -> int:
    """Print the ratio; 1 when its bound is broken."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stopext.settings.test")
    django.setup()
    from stopext.audit.sealing import seal_pending  # noqa: PLC0415 (models need the set-up above)

    name = f"bench_sealing_{os.getpid()}"
    with databases.fresh_database(name) as urls:
        default = connections["default"]
        default.settings_dict.update(databases.django_settings(urls.job))
        seal_pending()
        with psycopg.connect(databases.admin_url(name), autocommit=True) as admin:
            written = _seconds(lambda: admin.execute(WAITING_EVENTS, [EVENTS]))
        sealed = _seconds(seal_pending)
        connections.close_all()
    ratio = Ratio(f"seal {EVENTS:,} waiting events / write them", sealed, written, "s", most=MOST)
    print(printed([ratio]))  # noqa: T201
    return int(not ratio.holds)


def _seconds(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start


if __name__ == "__main__":
    sys.exit(main())
