"""Journey 3, as far as it exists: anybody reads a plan, and a municipality finds its own."""

from __future__ import annotations

import re

from stopext.access.roles import Role
from tests.browser.visitor import Visitor

WITHOUT_PLAN = "Aabenraa Kommune"


def test_from_the_list_to_a_plan(visitor: Visitor) -> None:
    visitor.open("/")
    with visitor.page.expect_navigation():
        visitor.page.get_by_role("link", name="Handlingsplaner", exact=True).first.click()
    rows = visitor.page.locator("tbody tr")
    folded = visitor.page.locator("details.without-plan li")
    assert rows.count() + folded.count() == 98
    assert rows.filter(has_text=WITHOUT_PLAN).count() == 0
    assert folded.filter(has_text=WITHOUT_PLAN).get_by_role("link").count() == 0
    with visitor.page.expect_navigation():
        visitor.page.get_by_role("link", name="Aarhus Kommune").click()
    visitor.says("Aarhus", "Mål og handlinger", "Revideres senest")
    # Every entry of the contents leads to a heading of the page.
    for link in visitor.page.locator("nav a[href^='#'], details a[href^='#']").all():
        assert visitor.page.locator(link.get_attribute("href") or "#").count() == 1


def test_a_leader_finds_her_own_plan(visitor: Visitor) -> None:
    visitor.log_in(851, Role.LEADER)
    with visitor.page.expect_navigation():
        visitor.page.get_by_role("link", name="Plan", exact=True).click()
    visitor.says("Aalborg Kommune", "Afsnit efter det nationale koncept")
    progress = re.search(r"(\d+) af (\d+) handlinger er gennemført", visitor.text)
    assert progress, visitor.text
    done = visitor.page.locator(".goal-actions .status", has_text="Gennemført").count()
    assert done == int(progress[1])
