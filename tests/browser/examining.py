"""What every page is held to."""

from __future__ import annotations

import re
from collections.abc import Sequence

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Keyboard, ViewportSize

from tests.browser.test_narrow import WIDER
from tests.browser.visitor import WIDE, Visitor

PHONE: ViewportSize = {"width": 375, "height": 800}
#: Words our libraries would say if a text of theirs were not translated, and codes of the program.
LEFTOVER = re.compile(
    r"\b(Required|Submit|This field|Please|Select a|Enter a|Sign in|Log in|Password|Search|"
    r"None|True|False|Invalid|Not found|UNDEFINED-TEMPLATE-VARIABLE\S*|"
    r"(?:casework|screening|knowledge|accounts)\.\w+)\b"
)
NARROW: ViewportSize = {"width": 320, "height": 640}
#: A4 within margins of a centimetre and a half, at 96 pixels an inch.
PAPER: ViewportSize = {"width": 680, "height": 960}
UNDO = "() => { document.adoptedStyleSheets = [] }"
#: Marks what Tab stops at: what can be focused and is drawn; of a group of radios one.
CONTROLS = """() => {
  const names = new Set();
  const all = document.querySelectorAll(
    'a[href], button, input, select, textarea, summary, [tabindex="0"]');
  const found = [...all].filter(one => !one.disabled && one.tabIndex >= 0
    && one.checkVisibility({visibilityProperty: true}) && one.type !== 'hidden'
    && !(one.type === 'radio' && (names.has(one.form?.id + one.name) ? true
      : (names.add(one.form?.id + one.name), false))));
  window.lawControls = found.map(one => one.type === 'radio' ? `radio ${one.name}` : one);
  return found.length;
}"""
LISTEN = """() => {
  window.lawFocused = [];
  if (!window.lawListens) document.addEventListener('focusin', event => window.lawFocused.push(
    event.target.type === 'radio' ? `radio ${event.target.name}` : event.target));
  window.lawListens = true;
  document.activeElement?.blur();
}"""
HEARD = """() => {
  const reached = new Set(window.lawFocused);
  const missed = window.lawControls.filter(one => !reached.has(one));
  return missed.length ? [window.lawControls.length - missed.length] : [];
}"""
#: Everything by which a page can differ from another but its words, its addresses and its names.
SHAPE = """() => {
  const words = ['action', 'content', 'datetime', 'for', 'href', 'id', 'name', 'title', 'value'];
  const said = one => one.name.startsWith('data-') || words.includes(one.name)
    || /^aria-(controls|describedby|label|labelledby)$/.test(one.name);
  const made = one => `${one.name}=${said(one) && one.value ? '*' : one.value}`;
  const speaks = tag => [...tag.childNodes].some(one => one.nodeType === 3 && one.data.trim());
  const shape = tag => [tag.tagName, ...[...tag.attributes].map(made), speaks(tag), '(',
    ...[...tag.children].map(shape), ')'].join(' ');
  return shape(document.querySelector('main'));
}"""
OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def shape(at: Visitor) -> str:
    """What the main part of the page is made of. Two pages of one shape differ in words only."""
    return str(at.page.evaluate(SHAPE))


def check(at: Visitor, name: str) -> list[str]:
    """What a machine finds that knows the rules of accessibility."""
    found = Axe().run(at.page)
    return [
        f"{name} {at.path}: {one['id']} {one['nodes'][0]['html'][:160]}"
        for one in found.response["violations"]
    ]


def examine(at: Visitor, name: str) -> list[str]:
    """What is wrong with the page that is shown."""
    return check(at, name) + fit(at, name)


def fit(at: Visitor, name: str) -> list[str]:
    """What is wrong with the words of the page, and where they do not fit."""
    wrong = [f"{name} {at.path}: says {word}" for word in LEFTOVER.findall(at.text)]
    at.page.set_viewport_size(PHONE)
    if (over := at.page.evaluate(OVERFLOW)) > 0:
        wrong.append(f"{name} {at.path}: {over} px wider than a phone")
    wrong += [f"{name} {at.path}: {fault}" for fault in narrow(at)]
    at.page.set_viewport_size(WIDE)
    return wrong


def narrow(at: Visitor) -> list[str]:
    """What is cut at 400 %, with wider spacing, and on paper."""
    at.page.set_viewport_size(NARROW)
    faults = []
    if (over := at.page.evaluate(OVERFLOW)) > 0:
        faults.append(f"{over} px wider than 320")
    at.page.evaluate(WIDER)
    if (over := at.page.evaluate(OVERFLOW)) > 0:
        faults.append(f"{over} px wider than 320 with wider spacing")
    at.page.evaluate(UNDO)
    at.page.set_viewport_size(PAPER)
    at.page.emulate_media(media="print")
    if (over := at.page.evaluate(OVERFLOW)) > 0:
        faults.append(f"{over} px wider than paper")
    if not at.text.strip():
        faults.append("nothing on paper")
    at.page.emulate_media(media="screen")
    return faults


def tabs(at: Visitor) -> list[str]:
    """Controls that Tab does not reach exactly once, forwards and backwards."""
    wanted = at.page.evaluate(CONTROLS)
    faults = []
    for held in (("Tab",), ("Shift", "Tab")):
        at.page.evaluate(LISTEN)
        _hold(at.page.keyboard, held, wanted + 1)
        times = at.page.evaluate(HEARD)
        key = "+".join(held)
        faults += [f"{at.path}: {key} reaches {one} of {wanted} controls" for one in times]
    return faults


def _hold(keyboard: Keyboard, keys: Sequence[str], times: int) -> None:
    """Keep keys down until the last has repeated so often: half the messages of as many presses."""
    *others, last = keys
    for key in (*others, *[last] * times):
        keyboard.down(key)
    for key in reversed(keys):
        keyboard.up(key)
