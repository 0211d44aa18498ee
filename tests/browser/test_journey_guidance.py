"""Journey 2: an editor writes, a colleague publishes, and a reader with a typo finds it."""

from __future__ import annotations

import http

from stopext.access.roles import Role
from tests.browser.fixtures import NewVisitor
from tests.browser.visitor import Visitor

CENTRE = 1
TITLE = "Kanariefugle i klubben"
ADDRESS = "/viden/kanariefugle-i-klubben/"
POINTS = ("core_elements", "first_steps", "preconditions", "risks", "unknowns")
DIMENSIONS = ("target_group", "method", "implementation", "effect", "economy")


def test_guidance_reaches_practice(new_visitor: NewVisitor) -> None:
    writer = new_visitor().log_in(CENTRE, Role.EDITOR)
    # The publishing tool saves by itself, and is told that the page is not finished.
    writer.guard.expected.add(http.HTTPStatus.BAD_REQUEST)
    colleague = new_visitor().log_in(CENTRE, Role.EDITOR, number=1)
    reader = new_visitor()
    write(writer)
    assert reader.open(ADDRESS) == 404
    approve(writer, may=False)
    approve(colleague, may=True)
    assert reader.open(ADDRESS) == 200
    reader.says(TITLE, "Vi ved ikke, om det holder.", "Hvor sikker er viden?")
    reader.open("/")
    reader.page.locator("main input[name=q]").fill("kanarifugle")
    reader.click("Søg")
    reader.says("kanariefugle", TITLE)
    with reader.page.expect_navigation():
        reader.page.get_by_role("link", name=TITLE).click()
    assert reader.path == ADDRESS


def test_a_plan_shows_on_the_practice_it_follows(visitor: Visitor) -> None:
    visitor.open("/handlingsplaner/aalborg/")
    links = visitor.page.locator("main .goal a[href^='/viden/']")
    name = links.first.inner_text()
    with visitor.page.expect_navigation():
        links.first.click()
    visitor.says(name, "Disse kommuner følger metoden i deres handlingsplan:")
    visitor.click("Aalborg Kommune")
    assert visitor.path == "/handlingsplaner/aalborg/"


def write(at: Visitor) -> None:
    """A practice with its declaration of evidence, sent for approval."""
    page = at.page
    at.open("/redaktion/")
    with page.expect_navigation():
        page.locator("main a[href^='/redaktion/pages/']").first.click()
    with page.expect_navigation():
        page.locator("a[href$='/add_subpage/']").first.click()
    with page.expect_navigation():
        page.get_by_role("link", name="Praksis", exact=True).click()
    page.locator("[name=title]").fill(TITLE)
    page.locator("[name=gist]").fill("Et dyr at passe sammen giver unge en grund til at komme.")
    page.locator(".public-DraftEditor-content").first.click()
    page.keyboard.type("Klubben passer fuglene på skift.")
    for name in POINTS:
        page.locator(f"[name={name}]").fill("Vi ved ikke, om det holder.")
    for name in DIMENSIONS:
        page.locator(f"[name={name}_grade]").select_option("D")
        page.locator(f"[name={name}_reason]").fill("Ikke undersøgt.")
    page.get_by_role("tab", name="Emner").click()
    page.locator("[name=audience]").first.check()
    page.get_by_role("tab", name="Ansvar og datoer").click()
    page.locator("[name=responsible]").fill("Metodeteamet")
    page.locator("[name=updated_on]").fill("2026-11-01")
    page.locator("[name=next_review_on]").fill("2027-11-01")
    page.keyboard.press("Escape")
    send(at)


def send(at: Visitor) -> None:
    """The button of the publishing tool that asks a colleague."""
    button = at.page.locator("button[name=action-submit]")
    if not button.is_visible():
        at.page.locator("footer [aria-expanded]").last.click()
    # What the tool saves by itself must not overtake what is sent.
    at.page.wait_for_load_state("networkidle")
    with at.page.expect_navigation():
        button.click()


def approve(at: Visitor, *, may: bool) -> None:
    """Open the waiting page from the tool's start, and publish it if the tool lets her."""
    page = at.page
    at.open("/redaktion/pages/2/")
    with page.expect_navigation():
        page.get_by_role("link", name=TITLE, exact=True).first.click()
    button = page.locator("button[data-workflow-action-name=approve]").first
    assert bool(button.count()) is may
    if may:
        # The button lies in a closed drop-down of the tool.
        with page.expect_navigation():
            button.dispatch_event("click")
