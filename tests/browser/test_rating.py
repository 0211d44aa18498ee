"""A full rating as raters meet it: how much to read and press, by keys alone, and on a phone."""

from __future__ import annotations

import logging
import re

import pytest
from playwright.sync_api import Locator, ViewportSize

from stopext.access.roles import Role
from tests.browser.examining import CONTROLS, examine, tabs
from tests.browser.fixtures import NewVisitor
from tests.browser.visitor import Visitor

LOG = logging.getLogger(__name__)
HOME = 851
MOST_CLICKS, MOST_WORDS = 55, 2500
LONG = "Det er set af to fagpersoner hver for sig, og det er begyndt efter et brud i familien. " * 2
PHONE: ViewportSize = {"width": 375, "height": 812}
#: Answered with a presence, so that every question of the framework is asked.
GATES = {"G1", "P7"}
#: Controls that Tab must reach: of a set of radio buttons only one.
REACHABLE = """() => {
  const sets = new Set();
  return [...document.querySelectorAll("a[href], button, input, select, textarea, summary")]
    .filter((at) => at.checkVisibility({visibilityProperty: true}) && !at.disabled)
    .filter((at) => at.type !== "hidden" && !at.closest("dialog:not([open])"))
    .filter((at) => at.type !== "radio" || (!sets.has(at.name) && sets.add(at.name))).length;
}"""
FOLD = "folds => folds.forEach(fold => (fold.open = false))"


@pytest.fixture
def rater(new_visitor: NewVisitor) -> Visitor:
    """A coordinator on the first page of a full rating that nobody has begun."""
    at = new_visitor().log_in(HOME, Role.COORDINATOR)
    for case in _cases(at):
        at.open(case)
        if at.page.get_by_role("link", name="Ny vurdering").count():
            at.click("Ny vurdering")
            at.choose("Omfang", "Hele vurderingsrammen")
            at.click("Bestil vurdering")
            if "Vurderingen er bestilt." in at.text:
                break
    at.follow(at.page.locator("main a[href^='/vurderinger/']").first)
    at.click("Begynd besvarelsen")
    return at


def _cases(at: Visitor) -> list[str]:
    at.open("/sager/")
    links = at.page.locator("main tbody a").all()
    return [str(link.get_attribute("href")) for link in links]


def _press(target: Locator) -> int:
    """Click by mouse; the one click it took."""
    target.click()
    return 1


def _words(rater: Visitor) -> int:
    return len(rater.page.locator("main form[data-autosave-url]").inner_text().split())


def _answer_part(rater: Visitor) -> int:
    """Choose an answer to every question, write what must be written by keys; the clicks."""
    clicks = 0
    for item in rater.page.locator("[data-key-item]").all():
        level = "1" if item.get_attribute("id") in GATES else "0"
        label = item.locator(
            f"label[for='{item.locator(f'[data-key={level!r}]').get_attribute('id')}']"
        )
        clicks += _press(label)
        if level == "1":
            rater.page.keyboard.press("Tab")
            rater.page.keyboard.type("Skolen har set det to gange.")
    return clicks


def test_a_full_rating_is_a_small_burden(rater: Visitor) -> None:
    first_part, clicks, words, first_words, parts = rater.path, 0, 0, 0, 0
    while "/svar/" in rater.path:
        first_words += _words(rater)
        rater.page.locator("details[data-fold]").evaluate_all(FOLD)
        clicks += _answer_part(rater)
        words += _words(rater)
        parts += 1
        with rater.page.expect_navigation():
            clicks += _press(rater.page.get_by_role("button", name="Gem og gå videre"))
    judging = rater.page.locator("form[data-autosave-url]")
    for group in ("Bekymringsniveau", "Hvor meget haster det?"):
        clicks += _press(rater.group(group).locator("label").first)
    for box in judging.locator("textarea").all():
        rater.tab_to(box)
        rater.page.keyboard.insert_text(LONG)
    with rater.page.expect_navigation():
        clicks += _press(rater.page.get_by_role("button", name="Gem og gå til lås"))
    lock = rater.path
    rater.open(first_part)
    assert rater.page.locator("details[data-fold][open]").count() == 0
    rater.open(lock)
    clicks += _press(rater.page.get_by_text("Svarene og vurderingen er mine"))
    with rater.page.expect_navigation():
        clicks += _press(rater.page.get_by_role("button", name="Lås min vurdering"))
    rater.says("Din vurdering er låst")
    told = f"{parts} parts, {clicks} clicks, {words} words, {first_words} at first reading"
    LOG.info(told)
    assert parts == 9, told
    assert clicks <= MOST_CLICKS, told
    assert words <= MOST_WORDS, told
    assert words < first_words, told


def test_tab_goes_through_every_page_of_a_rating(rater: Visitor) -> None:
    seen = 0
    pages = [str(a.get_attribute("href")) for a in rater.page.locator(".screening-pages a").all()]
    for path in pages:
        rater.open(path)
        for radio in rater.page.locator("[data-key='2']").all():
            if radio.is_visible():
                radio.check()
        controls = int(rater.page.evaluate(CONTROLS, "body"))
        assert controls >= int(rater.page.evaluate(REACHABLE)) - 1, path
        # All pages of a rating stand in one frame.
        within = "main" if seen else "body"
        assert tabs(rater, within) == []
        seen += 2 * int(rater.page.evaluate(CONTROLS, within))
    assert len(pages) >= 10
    assert seen > 1000


def test_j_goes_to_the_chosen_answer_and_other_keys_do_what_they_do(rater: Visitor) -> None:
    keyboard = rater.page.keyboard
    keyboard.press("j")
    keyboard.press("2")
    keyboard.press("j")
    keyboard.press("k")
    assert rater.page.evaluate("document.activeElement.value") == "2"
    keyboard.press("ArrowUp")
    assert rater.page.evaluate("document.activeElement.value") == "1"
    keyboard.press("Tab")
    assert rater.page.evaluate("document.activeElement.tagName") == "TEXTAREA"


def test_the_rest_of_a_part_is_unknown_for_one_stated_reason(rater: Visitor) -> None:
    rater.page.locator("#A1 [data-key='0']").check()
    rater.page.get_by_text("Resten: ved ikke").click()
    button = rater.page.get_by_role("button", name="Sæt resten til")
    button.click()
    assert rater.page.locator("[data-key='u']:checked").count() == 0
    rater.fill("Hvorfor ved ingen det?", "Ingen har spurgt endnu.")
    rater.page.locator("#rest-who").fill("Skolen")
    button.click()
    checked = rater.page.locator("[data-key]:checked").all()
    assert [radio.input_value() for radio in checked] == ["0", "u", "u", "u"]
    first = rater.path
    rater.click("Gem og gå videre")
    rater.open(first)
    said = [rater.page.locator(f"[name=A{number}-rationale]").input_value() for number in (1, 2, 4)]
    assert said == ["", "Ingen har spurgt endnu.", "Ingen har spurgt endnu."]
    assert rater.page.locator("[name=A3-who_could_know]").input_value() == "Skolen"
    assert rater.page.locator(".lacks").count() == 0


def test_on_a_phone_the_parts_come_before_the_questions(rater: Visitor) -> None:
    rater.page.set_viewport_size(PHONE)
    parts = rater.page.locator(".screening-pages").bounding_box()
    form = rater.page.locator("form[data-autosave-url]").bounding_box()
    assert parts
    assert form
    assert parts["y"] + parts["height"] <= form["y"]
    assert parts["height"] < 200
    for name in (re.compile("^B"), "Læs igennem og lås"):
        link = rater.page.locator(".screening-pages").get_by_role("link", name=name)
        box = link.bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 44
    assert examine(rater, "answer on a phone") == []
