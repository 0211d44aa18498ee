"""A new app edits no file outside its folder."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from bs4 import BeautifulSoup

from tests.kernel import catalog
from tests.support import databases

SETTINGS = "tests.visits.settings"


@pytest.fixture(scope="module")
def seen() -> Iterator[dict[str, Any]]:
    """What people see of it, in a portal that was started with it."""
    name = f"visits_{os.getpid()}"
    with databases.fresh_database(name) as urls:
        databases.manage(urls, "check", settings=SETTINGS)
        databases.manage(
            urls, "makemigrations", "visits", "--check", role="owner", settings=SETTINGS
        )
        for command in (["migrate", "visits", "-v0"], ["load_reference_data"]):
            databases.manage(urls, *command, role="owner", settings=SETTINGS)
        found: dict[str, Any] = json.loads(
            databases.manage(urls, "look_at_visits", settings=SETTINGS)
        )
        with psycopg.connect(databases.admin_url(name)) as admin:
            found["unwalled"] = catalog.unwalled(admin)
        yield found


def texts(page: str, selector: str) -> list[str]:
    return [tag.get_text(" ", strip=True) for tag in BeautifulSoup(page, "lxml").select(selector)]


def test_it_stands_in_the_menu_where_it_said(seen: dict[str, Any]) -> None:
    assert texts(seen["start"], ".role-band nav:first-of-type a")[:7] == [
        "Start",
        "Opgaver",
        "Nyt",
        "Sager",
        "Find borger",
        "Besøg",
        "Møder",
    ]


def test_it_brings_a_button_and_a_panel_to_the_start_page(seen: dict[str, Any]) -> None:
    assert "Planlæg besøg" in seen["start"]
    assert "Ingen besøg er planlagt." in seen["start"]


def test_its_page_answers_and_reads_its_table(seen: dict[str, Any]) -> None:
    assert texts(seen["kinds"], "main li") == ["Hjemmebesøg"]


def test_a_refusal_says_which_of_its_pages_was_sought(seen: dict[str, Any]) -> None:
    assert seen["refused"] in {403, 404}
    assert "siden »Besøgstyper«" in seen["log"]
    assert "Planlagde besøg" in texts(seen["log"], "select[name=action] option")


def test_its_job_is_known_to_the_worker(seen: dict[str, Any]) -> None:
    assert {"remind_of_visits", "send_mail"} <= set(seen["jobs"])


def test_its_table_stands_without_a_wall_for_a_reason(seen: dict[str, Any]) -> None:
    assert "visits_visitkind" in seen["unwalled"]
    assert seen["tables"]["visits_visitkind"] == "kinds of visits; no person, no case"


def test_its_demo_comes_in_its_turn(seen: dict[str, Any]) -> None:
    steps = seen["demo"]

    assert steps.index("Visits") == steps.index("Cases") + 1
    assert steps[0] == "People"
