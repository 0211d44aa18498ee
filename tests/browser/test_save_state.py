"""The line that says what is saved takes no click: it never moves the button below it."""

from __future__ import annotations

import pytest
from playwright.sync_api import ViewportSize

from tests.browser.test_rating import PHONE, rater
from tests.browser.visitor import Visitor

__all__ = ["rater"]

WIDE: ViewportSize = {"width": 1280, "height": 900}
#: Where the button is with each of the words that the line can say.
TOPS = """() => {
  const line = document.querySelector("main [data-save-state]");
  const text = line.querySelector("[data-save-text]");
  const button = line.closest("form").querySelector("main form .button-row button[type=submit]");
  const tops = {};
  for (const failed of [false, true]) {
    for (const [name, words] of Object.entries({ ...line.dataset, nothing: "" })) {
      line.classList.toggle("is-failed", failed);
      text.textContent = words.replace("{time}", "12.34").replace("{left}", "");
      tops[`${name} ${failed}`] = Math.round(button.getBoundingClientRect().top + scrollY);
    }
  }
  return tops;
}"""


@pytest.mark.parametrize("size", [pytest.param(WIDE, id="wide"), pytest.param(PHONE, id="phone")])
def test_what_is_said_of_saving_moves_no_button(rater: Visitor, size: ViewportSize) -> None:
    rater.page.set_viewport_size(size)
    tops = rater.page.evaluate(TOPS)
    assert len(tops) > 10
    assert len(set(tops.values())) == 1, tops
