"""98 plans, 10,000 actions, 100,000 readings: as many queries as for four, and sizes in bounds."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.knowledge.plans import many
from tests.support import databases
from tests.support.elsewhere import Switch, elsewhere

#: Address to the queries it may cost with all around it, and the most kilobytes it may weigh.
COSTS = {
    "/handlingsplaner/": (12, 150),
    "/handlingsplaner/aalborg/": (14, 700),
    "/handlingsplaner/overblik/": (14, 120),
    "/handlingsplaner/data/": (12, 60),
    "/handlingsplaner/data/planer.csv": (12, 30),
    "/handlingsplaner/data/handlinger.csv": (12, 2_500),
    "/handlingsplaner/data/maalinger.csv": (12, 15_000),
    "/handlingsplaner/data/katalog.jsonld": (12, 10),
    "/handlingsplaner/feed/": (12, 100),
    "/api/v1/plans/": (12, 30),
    "/api/v1/plans/aalborg/": (11, 120),
    "/api/v1/openapi.json": (12, 20),
}


@pytest.fixture(scope="module")
def reading_crowded(django_db_setup: None) -> Iterator[Switch]:
    """A switch to a database in which every municipality has a large plan."""
    name = f"test_crowded_{os.getpid()}"
    with databases.fresh_database(name) as urls, elsewhere(urls.app) as switch:
        many.plant(databases.admin_url(name))
        yield switch


@pytest.fixture
def crowded(reading_crowded: Switch, django_db_blocker: Any) -> Iterator[Client]:
    """An anonymous visitor there; read only."""
    with django_db_blocker.unblock(), reading_crowded():
        yield Client()


def cost(client: Client, path: str) -> tuple[int, int]:
    """Queries and bytes of an address."""
    client.get(path)
    with CaptureQueriesContext(connections["default"]) as captured:
        answer = client.get(path)
    assert answer.status_code == 200
    return len(captured), len(answer.content)


@pytest.mark.parametrize("path", COSTS)
def test_an_address_costs_no_more_queries_than_with_four_plans(
    reading_corpus: Switch, crowded: Client, path: str
) -> None:
    with reading_corpus():
        few, _size = cost(Client(), path)
    queries, size = cost(crowded, path)

    assert queries <= min(few, COSTS[path][0])
    assert size <= COSTS[path][1] * 1000


def test_pages_of_the_interface_are_walked_there_and_back(crowded: Client) -> None:
    codes, pages = [], [crowded.get("/api/v1/plans/").json()]
    while pages[-1]["next"]:
        pages.append(crowded.get(pages[-1]["next"]).json())
    for page in pages:
        codes += [plan["municipality"]["code"] for plan in page["results"]]

    assert [len(page["results"]) for page in pages] == [25, 25, 25, 23]
    assert codes == sorted(set(codes))
    assert len(codes) == many.PLANS
    assert crowded.get(pages[1]["previous"]).json()["results"] == pages[0]["results"]
