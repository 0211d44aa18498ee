"""The page of remarks: for who leads the work, of the draft and of the plan in force."""

from __future__ import annotations

import re
from typing import Any

import psycopg
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from knowledge.plans import actions
from stopext.access.roles import Role
from tests.knowledge.plans.browsing import EDIT, page
from tests.matrix.plans import plan_begun, publish, write
from tests.support.world import HOME, Person, World

REMARKS, OWN = "/handlingsplaner/min/mangler/", "/handlingsplaner/min/"


def number(text: str) -> int:
    """What stands beside the link."""
    found = re.search(r"Mangler og råd \((\d+)\)", text)
    assert found
    return int(found[1])


def test_who_has_no_plan_is_led_to_one(lead: Person) -> None:
    assert 'href="/handlingsplaner/min/ny/"' in page(lead.browser(), REMARKS)


def test_a_draft_is_told_what_it_lacks_with_a_link_to_each_field(lead: Person) -> None:
    with lead.acts():
        plan = plan_begun(lead)
        keys = write(lead, lambda _what: "Kort", plan)
    browser = lead.browser()

    text = page(browser, REMARKS)

    for words in (
        "Kladden, version 1",
        "Kræves af loven",
        "Kræves af det nationale koncept",
        "Råd",
    ):
        assert words in text
    links = [f"{EDIT}afsnit/purpose/#id_text", f"{EDIT}handling/{keys['action']}/#id_owner"]
    assert [link for link in links if f'href="{link}"' not in text] == []
    places = text.count("<li>\n")
    assert places > 13
    assert number(page(browser, EDIT)) == number(page(browser, OWN)) > 13


def test_a_draft_without_goals_is_not_told_that_each_has_an_indicator(
    lead: Person, leader: Person
) -> None:
    with lead.acts():
        plan_begun(lead)

    shown = page(leader.browser(), "/handlingsplaner/min/vedtag/")

    assert ("Planen har ingen mål." in shown, "Planen har ingen handlinger." in shown) == (
        True,
    ) * 2


def test_the_plan_in_force_is_told_what_is_to_be_reported(lead: Person, leader: Person) -> None:
    publish(lead, leader)
    browser = lead.browser()
    alone = page(browser, REMARKS)
    assert "begynd en revision" in alone
    assert 'href="/handlingsplaner/aalborg/#maalgrupper"' in alone
    with lead.acts():
        actions.revise(by=lead.actor)

    both = page(browser, REMARKS)

    assert both.index("Kladden, version 2") < both.index("Planen, der gælder, version 1")
    assert "Her står kun frister" in both
    assert 'href="/handlingsplaner/aalborg/#maalgrupper"' not in both
    assert f'href="{EDIT}afsnit/target_groups/#id_text"' in both
    assert number(page(leader.browser(), "/handlingsplaner/min/vedtag/")) == number(
        page(browser, OWN)
    )


def test_nobody_else_sees_remarks(lead: Person, leader: Person, world: World) -> None:
    publish(lead, leader)
    worker = world.person(HOME, Role.CASEWORKER).browser()

    assert worker.get(REMARKS).status_code == 403
    assert "Mangler og råd" not in page(worker, OWN)
    assert "Mangler og råd" not in page(Client(), "/handlingsplaner/aalborg/")
    assert "Mangler og råd" not in page(lead.browser(), "/handlingsplaner/aalborg/")


def test_queries_do_not_grow_with_the_plan(
    lead: Person, leader: Person, superuser: psycopg.Connection
) -> None:
    publish(lead, leader)
    with lead.acts():
        draft = actions.revise(by=lead.actor)

    def cost() -> int:
        browser = lead.browser()
        page(browser, REMARKS)
        with CaptureQueriesContext(connections["default"]) as captured:
            page(browser, REMARKS)
        return len(captured)

    before: Any = cost()
    with lead.acts():
        for _time in range(3):
            write(lead, lambda _what: "Endnu mere", draft)

    assert cost() == before
