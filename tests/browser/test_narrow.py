"""320 pixels (400 % zoom), also with the wider text spacing of WCAG 1.4.12: nothing is cut."""

from __future__ import annotations

import pytest
from playwright.sync_api import ViewportSize

from stopext.access.roles import Role
from tests.browser.fixtures import NewVisitor
from tests.browser.visitor import Visitor

NARROW: ViewportSize = {"width": 320, "height": 640}
#: A line of text with room to be pressed, and the band's border.
ONE_LINE = 48
WIDER = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important;
    word-spacing: .16em !important } p { margin-bottom: 2em !important }`);
  document.adoptedStyleSheets = [sheet];
}"""
_WIDTH = "() => document.documentElement.scrollWidth"
PUBLIC = ("/", "/kontakt/", "/bekymret/", "/handlingsplaner/", "/aktoerer/", "/tilgaengelighed/")


def widths(at: Visitor, path: str) -> tuple[int, int]:
    """How wide the page is, as it comes and with wider spacing."""
    at.page.set_viewport_size(NARROW)
    at.open(path)
    plain = at.page.evaluate(_WIDTH)
    at.page.evaluate(WIDER)
    return plain, at.page.evaluate(_WIDTH)


def test_public_pages_fit(new_visitor: NewVisitor) -> None:
    at = new_visitor()

    assert {path: widths(at, path) for path in PUBLIC} == dict.fromkeys(PUBLIC, (320, 320))


@pytest.mark.parametrize(
    ("place", "role"),
    [(851, Role.COORDINATOR), (1460, Role.POLICE_COORDINATOR), (1, Role.METHODOLOGIST)],
)
def test_the_role_band_takes_one_line_and_unfolds_with_the_menu(
    new_visitor: NewVisitor, place: int, role: Role
) -> None:
    at = new_visitor().log_in(place, role)
    pages = ("/start/", "/min-konto/")

    assert {path: widths(at, path) for path in pages} == dict.fromkeys(pages, (320, 320))
    at.open("/start/")
    band = at.page.locator(".role-band")
    assert band.evaluate("band => band.offsetHeight") <= ONE_LINE
    assert not band.get_by_role("link", name="Log ud").is_visible()
    at.page.get_by_role("button", name="Menu").click()
    assert band.get_by_role("link", name="Log ud").is_visible()
