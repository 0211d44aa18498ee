"""The list: what it holds, and that neither it nor a page asks the database more for more rows."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from screening.demo import ratings
from screening.models import Screening
from stopext.access import clock
from stopext.web.pagination import paginate
from tests.screening.conftest import Cast, fresh
from tests.screening.posting import url

UNDEFINED = "UNDEFINED-TEMPLATE-VARIABLE"
LIST = "/vurderinger/"


def queries(client: Any, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len([q for q in captured if "SAVEPOINT" not in q["sql"]])


def test_list_has_the_same_queries_for_one_and_three(cast: Cast) -> None:
    cast.order(reference="2026-0851-0001")
    client = cast.coordinator.browser()
    one = queries(client, LIST)
    cast.order(reference="2026-0851-0002")
    cast.order(reference="2026-0851-0003", days=2)
    items = client.get(LIST).context["page"].items
    assert items[0].reference == "2026-0851-0003"
    assert len(items) == 3
    assert (one, queries(client, LIST)) == (one, one)
    assert one <= 12


def test_open_screenings_stand_before_finished_ones_on_every_page(
    cast: Cast, opened: Screening, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("screening.views.listing.paginate", partial(paginate, size=2))
    first = cast.order(days=40)
    second = cast.order(days=60)
    client = cast.coordinator.browser()
    page = client.get(LIST).context["page"]
    assert [row.pk for row in page.items] == [first.pk, second.pk]
    after = client.get(f"{LIST}?cursor={page.next_cursor}").context["page"]
    assert [row.pk for row in after.items] == [opened.pk]


@pytest.mark.parametrize("name", ["show", "profile", "compare"])
def test_pages_stay_within_the_query_budget(cast: Cast, opened: Screening, name: str) -> None:
    assert queries(cast.coordinator.browser(), url(name, opened)) <= 12


@pytest.mark.parametrize(
    ("query", "status", "shown"),
    [
        ("", 200, 2),
        ("?status=open", 200, 2),
        ("?status=agreed", 200, 0),
        ("?status=x'--", 422, 0),
        ("?case=2026-0851-0008", 200, 1),
        ("?case=%00", 200, 2),
        ("?mine=on", 200, 0),
        ("?overdue=on", 200, 0),
        ("?cursor=falsk", 200, 2),
        ("?cursor=" + "a" * 3000, 200, 2),
    ],
)
def test_list_filters(cast: Cast, query: str, status: int, shown: int) -> None:
    cast.order(reference="2026-0851-0007")
    cast.order(reference="2026-0851-0008")
    response = cast.coordinator.browser().get(LIST + query)
    assert response.status_code == status
    assert UNDEFINED not in response.content.decode()
    assert len(response.context["page"].items) == shown


def test_overdue_and_mine(cast: Cast) -> None:
    with clock.at(clock.now() - timedelta(days=30)):
        late = cast.order(reference="2026-0851-0001", days=3)
    cast.order(reference="2026-0851-0002")
    client = cast.coordinator.browser()
    with cast.coordinator.acts():
        row = fresh(cast.coordinator, late)
        ratings.begin(by=cast.coordinator.actor, screening=row, profile="low", seed=1, pages=1)
    for query in ("?overdue=on", "?mine=on"):
        items = client.get(LIST + query).context["page"].items
        assert [row.reference for row in items] == ["2026-0851-0001"]
