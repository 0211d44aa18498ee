"""Counts behind the filters of the article list. Run: `python -m tests.bench.bench_facets`.

In one run: counted in the database, and as it was done before, in Python over every article.
"""

from __future__ import annotations

import os
import sys

import django
from django.db import connections

from stopext.database import Urls
from tests.bench.table import Ratio, paired, printed
from tests.support import databases

ARTICLES = 10_000
ROUNDS = 20


def main() -> None:
    """Print the table."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stopext.settings.test")
    django.setup()
    with databases.fresh_database(f"bench_facets_{os.getpid()}") as urls:
        sys.stdout.write(printed(measure(urls)) + "\n")
        connections.close_all()


def measure(urls: Urls) -> list[Ratio]:
    """Both ways for every choice, as the owner of the database, who meets no wall."""
    from tests.knowledge.articles import counting  # noqa: PLC0415 (models need the set-up above)

    connections["default"].close()
    connections["default"].settings_dict.update(databases.django_settings(urls.owner))
    counting.publish(ARTICLES)
    with connections["default"].cursor() as cursor:
        cursor.execute("analyze knowledge_searchdocument")
    return [
        Ratio(
            f"counts of {ARTICLES:,} articles, {len(chosen)} chosen: in SQL / by hand",
            *paired(
                lambda chosen=chosen: counting.in_sql(chosen),  # type: ignore[misc]
                lambda chosen=chosen: counting.by_hand(chosen),  # type: ignore[misc]
                ROUNDS,
            ),
            "ms",
        )
        for chosen in counting.CHOSEN
    ]


if __name__ == "__main__":
    main()
