"""Law 10: each wall alone, also against injected SQL from the wrong role inside an authority.

Subjects: every table of the schema. Somebody who may not see a case asks each table that hangs on
it for its rows with SQL of her own, past the whole application. The wall of the application alone,
and that of the database alone against every request, are ``tests/matrix/test_walls.py``; forged
contexts, stacked statements, sessions and the log ``tests/kernel/test_injected_sql.py`` and
``tests/kernel/test_walls.py``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from stopext.access.scoping import ScopedQuerySet
from tests.matrix.actors import PEOPLE
from tests.matrix.readers import CASE, HOME_PEOPLE, LOCKED, Row
from tests.matrix.town import Town, besieged

pytestmark = pytest.mark.matrix

#: Restricted cases: inside an authority the database holds these (see ``tests/matrix/test_walls``).
HELD = (Row.LISTED, Row.UNLISTED, Row.STRUCK)
#: Column by which a table hangs on a case, and the planted key it names.
HANGS_BY = {"case_id": "case", "screening_id": "locked", "disclosure_id": "disclosure"}
Reads = dict[tuple[str, str], int]


def tables() -> Iterator[tuple[str, str]]:
    """Every table of rows that somebody owns, and the column by which it hangs on a case."""
    for model in apps.get_models():
        columns = {field.column for field in model._meta.concrete_fields}
        for column in HANGS_BY:
            if column in columns:
                yield model._meta.db_table, column


TABLES = [*tables()]


def rows_read(town: Town, label: str, row: Row) -> Reads:
    """How many rows of the case somebody gets from each table by SQL of her own."""
    found: Reads = {}
    with town.crowd[label].acts():
        for table, column in TABLES:
            key = town.planted.key_of(row, HANGS_BY[column])
            found[table, column] = _count(table, column, key)
    return found


def _count(table: str, column: str, key: object) -> int:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"select count(*) from {table} where {column} = %s", [str(key)])
            return int(cursor.fetchone()[0])
    except DatabaseError:
        return 0  # the role has no right to the table at all


@pytest.mark.parametrize("row", [*HELD, Row.FOREIGN])
def test_who_is_not_among_the_readers_reads_no_row_by_sql(
    town: Town, django_db_blocker: Any, row: Row
) -> None:
    readers = CASE[row] | LOCKED[row]
    outside = sorted({*PEOPLE} - readers - ({"politi"} if row is Row.LISTED else set()))
    with django_db_blocker.unblock(), besieged(town):
        seen = {
            f"{label}: {table}": count
            for label in outside
            for (table, _column), count in rows_read(town, label, row).items()
            if count
        }
        inside = rows_read(town, sorted(CASE[row])[0], row)

    assert seen == {}
    assert sum(bool(count) for count in inside.values()) > 12
    assert len(outside) >= len(PEOPLE) - 6


def test_tables_were_found_and_each_has_the_walls_manager() -> None:
    assert len({table for table, _column in TABLES}) > 20
    named = {table for table, _column in TABLES}
    for model in apps.get_models():
        if model._meta.db_table in named:
            assert isinstance(model._default_manager.none(), ScopedQuerySet), model
    assert {*PEOPLE} >= HOME_PEOPLE
