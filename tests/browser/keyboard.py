"""Somebody who has a keyboard and nothing else, on a narrow screen; every press is counted."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, ViewportSize

from tests.browser.visitor import Visitor

PHONE: ViewportSize = {"width": 375, "height": 800}
_MANY = 250
_WHERE = """wanted => wanted === document.activeElement ? 'there'
  : document.activeElement.matches('.skipnav') ? 'skip link' : 'elsewhere'"""


class Keys:
    """What a visitor does by Tab, Enter, Space, arrows and typing. ``presses`` counts the keys that
    lead somewhere, ``deeds`` those of them that follow a link or send a form."""

    def __init__(self, at: Visitor) -> None:
        self.at, self.presses, self.deeds = at, 0, 0
        at.page.set_viewport_size(PHONE)

    def press(self, key: str) -> None:
        """One key."""
        self.presses += 1
        self.at.page.keyboard.press(key)

    def reach(self, target: Locator) -> None:
        """Tab on until the control has the focus; past the header where that can be skipped."""
        wanted = target.element_handle()
        for _ in range(_MANY):
            where = wanted.evaluate(_WHERE)
            if where == "there":
                return
            self.press("Enter" if where == "skip link" else "Tab")
        raise AssertionError(f"not reached by Tab: {target}")

    def go(self, name: str) -> None:
        """Follow the first link, or press the first button, of the page whose name begins so."""
        begins = re.compile(rf"^\s*{re.escape(name)}")
        main = self.at.page.locator("main")
        self.follow(
            main.get_by_role("link", name=begins).or_(main.get_by_role("button", name=begins))
        )

    def follow(self, target: Locator) -> None:
        """Enter on a link or button, and what it leads to."""
        self.reach(target.first)
        self.deeds += 1
        with self.at.page.expect_navigation():
            self.press("Enter")

    def write(self, label: str, text: str) -> None:
        """Replace what stands in a field."""
        self.reach(self._field(label))
        self.press("Control+a")
        self.at.page.keyboard.type(text)

    def _field(self, label: str) -> Locator:
        named = self.at.page.get_by_label(re.compile(f"^{re.escape(label)}"))
        return named.and_(self.at.page.locator("input, textarea, select")).first

    def pick(self, label: str, option: str) -> None:
        """Choose in a list by typing how the choice begins."""
        field = self._field(label)
        self.reach(field)
        self.at.page.keyboard.type(option)
        assert field.locator("option:checked").inner_text().startswith(option), (label, option)

    def choose(self, question: str, answer: str) -> None:
        """Choose one of a group by Space and arrows."""
        group = self.at.group(question)
        one_of = group.get_by_role("radio")
        chosen = group.locator("input:checked")
        self.reach(chosen if chosen.count() else one_of.first)
        self.press("Space")
        wanted = group.get_by_label(answer, exact=True)
        for _ in range(one_of.count()):
            if wanted.is_checked():
                return
            self.press("ArrowDown")
        raise AssertionError(f"not reached by arrows: {answer}")
