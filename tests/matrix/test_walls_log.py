"""L01, on committed requests: every text on a page has its row in the log."""

from __future__ import annotations

import os
from typing import Any

import psycopg
import pytest

from tests.matrix import actors, planting
from tests.matrix.doors import PASS
from tests.matrix.expectations import EXPECTED
from tests.matrix.paths import path_of
from tests.matrix.planting import Planted
from tests.matrix.readers import Row, Rows
from tests.support import databases
from tests.support.elsewhere import elsewhere
from tests.support.logged import Look, unlogged

pytestmark = pytest.mark.matrix
#: Pages that show the copies in a disclosure, not the rows they were taken from.
SHEETS = {"casework:shared", "casework:withdraw", "casework:disclosure", "casework:receive"}
#: Nothing of a case stands on them.
UNSHOWN = {
    *(Rows.MEMBER, Rows.REPORT, Rows.WAITING, Rows.PLAN, Rows.PUBLIC_PLAN),
    *(Rows.AUTHOR, Rows.ASKED, Rows.EXERCISE),
    *(Rows.THREAD, Rows.MESSAGE, Rows.COHORT, Rows.TOPIC, Rows.POST),
}


def test_no_page_shows_a_row_that_the_log_does_not_name(
    django_db_setup: None, django_db_blocker: Any
) -> None:
    """In a database of its own, where requests commit; a superuser reads the log."""
    name, shown = f"matrix_log_{os.getpid()}", 0
    with (
        django_db_blocker.unblock(),
        databases.fresh_database(name) as urls,
        elsewhere(databases.both(urls)) as visited,
        visited(),
        psycopg.connect(databases.admin_url(name), autocommit=True) as admin,
    ):
        crowd = actors.gather()
        case = planting.plant_one(crowd)
        planted = Planted({Row.SHARED: case.keys})
        for visitor in actors.everybody(crowd):
            for address, expected in EXPECTED.items():
                if not expected.has_rows or expected.rows in UNSHOWN:
                    continue
                if visitor.actor is None or visitor.label not in PASS[expected.door]:
                    continue
                texts = case.copies if address in SHEETS else case.rows
                look = Look.begin(admin)
                answer = visitor.browser().get(path_of(address, expected, planted, Row.SHARED))
                assert unlogged(answer, texts, look) == [], f"{address} as {visitor.label}"
                shown += any(text.encode() in answer.content for text in texts)

    assert shown > 10
