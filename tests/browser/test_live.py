"""Two people log decisions on the one screen of an exercise: each sees what the other writes, and
nothing that is being typed is lost."""

from __future__ import annotations

import re

from stopext.access.roles import Role
from tests.browser.fixtures import NewVisitor
from tests.browser.visitor import Visitor

PLACE, FIELD = 851, "Hvad skete der"
HALF, WHOLE = "Vi overvejer at", "Politiet er ringet op."
#: What the page does by itself every ten seconds while somebody uses it.
RENEW = "document.dispatchEvent(new Event('portal:renew'))"


def test_a_colleagues_line_comes_without_taking_what_is_typed(new_visitor: NewVisitor) -> None:
    leader, colleague = (
        new_visitor().log_in(PLACE, role) for role in (Role.LEADER, Role.COORDINATOR)
    )
    leader.open("/oevelser/")
    planned = leader.page.locator("main li").filter(has_text="Planlagt").get_by_role("link")
    address = planned.first.get_attribute("href")
    for one in (leader, colleague):
        one.open(f"{address}forloeb/")
    colleague.says("Øvelsen er ikke begyndt")
    leader.click("Begynd øvelsen")

    _renewed(colleague, "Skriv i loggen")  # there is something to write in now
    colleague.page.get_by_label(re.compile(f"^{FIELD}")).press_sequentially(HALF)
    leader.fill(FIELD, WHOLE)
    leader.click("Skriv i loggen")
    _renewed(colleague, WHOLE)

    assert colleague.page.get_by_label(re.compile(f"^{FIELD}")).input_value() == HALF
    told = colleague.page.locator("[data-live-told]")
    assert told.inner_text() == "Der er sket noget nyt i øvelsen."
    # Its own line comes with the colleague's, and both are the log's.
    colleague.click("Skriv i loggen")
    colleague.says(HALF, WHOLE)


def _renewed(at: Visitor, text: str) -> None:
    at.page.evaluate(RENEW)
    at.page.locator("main").get_by_text(text).first.wait_for()
