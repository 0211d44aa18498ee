"""What every page is held to."""

from __future__ import annotations

import re
from collections.abc import Sequence

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Keyboard, ViewportSize

from tests.browser.test_narrow import WIDER
from tests.browser.visitor import WIDE, Visitor

#: Words our libraries would say if a text of theirs were not translated, and codes of the program.
LEFTOVER = re.compile(
    r"\b(Required|Submit|This field|Please|Select a|Enter a|Sign in|Log in|Password|Search|"
    r"None|True|False|Invalid|Not found|UNDEFINED-TEMPLATE-VARIABLE\S*|"
    r"(?:casework|screening|knowledge|accounts)\.\w+)\b"
)
NARROW: ViewportSize = {"width": 320, "height": 640}
#: A4 within margins of a centimetre and a half, at 96 pixels an inch.
PAPER: ViewportSize = {"width": 680, "height": 960}
#: Marks what Tab stops at within a part of the page, and what it stops at before and after: what
#: can be focused and is drawn; of a group of radios one.
CONTROLS = """within => {
  const names = new Set();
  const all = document.querySelectorAll(
    'a[href], button, input, select, textarea, summary, [tabindex="0"]');
  const found = [...all].filter(one => !one.disabled && one.tabIndex >= 0
    && one.checkVisibility({visibilityProperty: true}) && one.type !== 'hidden'
    && !(one.type === 'radio' && (names.has(one.form?.id + one.name) ? true
      : (names.add(one.form?.id + one.name), false))));
  const inside = found.filter(one => one.closest(within));
  const heard = one => one.type === 'radio' ? `radio ${one.name}` : one;
  window.lawControls = inside.map(heard);
  window.lawEnds = {
    'Tab': found[found.indexOf(inside[0]) - 1],
    'Shift+Tab': found[found.indexOf(inside.at(-1)) + 1],
  };
  return inside.length;
}"""
LISTEN = """key => {
  document.activeElement?.blur();
  window.lawEnds[key]?.focus();
  window.lawFocused = [];
  if (!window.lawListens) document.addEventListener('focusin', event => window.lawFocused.push(
    event.target.type === 'radio' ? `radio ${event.target.name}` : event.target));
  window.lawListens = true;
}"""
HEARD = """() => {
  const reached = new Set(window.lawFocused);
  const missed = window.lawControls.filter(one => !reached.has(one));
  return missed.length ? [window.lawControls.length - missed.length] : [];
}"""
#: Everything by which the main part of a page, or the frame around it, can differ from another but
#: its words, its addresses, its names, and how often a part of it is repeated.
SHAPE = """frame => {
  const words = ['action', 'content', 'datetime', 'for', 'href', 'id', 'name', 'title', 'value'];
  const said = one => one.name.startsWith('data-') || words.includes(one.name)
    || /^aria-(controls|describedby|label|labelledby)$/.test(one.name);
  const made = one => `${one.name}=${said(one) && one.value ? '*' : one.value}`;
  // Which entry of a menu is the current place makes no other frame.
  const counts = one => !frame || one.name !== 'aria-current';
  const speaks = tag => [...tag.childNodes].some(one => one.nodeType === 3 && one.data.trim());
  const shape = tag => [tag.tagName, ...[...tag.attributes].filter(counts).map(made), speaks(tag),
    '(', ...[...tag.children].map(shape).filter((one, at, all) => one !== all[at - 1]), ')'
  ].join(' ');
  const main = document.querySelector('main');
  const parts = frame ? [...document.body.children].filter(one => one !== main) : [main];
  return parts.map(shape).join();
}"""
#: Marks one part of the page for each look there is: for all that contrast is computed from, of
#: what is read and of everything it stands in.
LOOKS = """() => {
  const known = new Map();
  const look = tag => {
    if (tag && !known.has(tag)) {
      const is = getComputedStyle(tag);
      const own = [tag.tagName, tag.getAttribute('class'), is.color, is.backgroundColor,
        is.backgroundImage, is.opacity, is.position, is.fontSize, is.fontWeight, is.textShadow];
      known.set(tag, [...own.join()].reduce(
        (sum, one) => (sum * 31 + one.charCodeAt(0)) % 17592186044399, look(tag.parentElement)));
    }
    return tag ? known.get(tag) : 1;
  };
  const reads = tag => tag.matches('input, select, textarea')
    || [...tag.childNodes].some(one => one.nodeType === 3 && one.data.trim());
  const drawn = [...document.body.querySelectorAll('*')]
    .filter(one => reads(one) && one.checkVisibility({visibilityProperty: true}));
  window.lawLooks = new Map(drawn.reverse().map(one => [look(one), one]));
  return [...window.lawLooks.keys()];
}"""
VIOLATIONS = """async looks => {
  const colours = 'color-contrast', resultTypes = ['violations'];
  const all = await axe.run({resultTypes, rules: {[colours]: {enabled: false}}});
  const include = looks.map(one => window.lawLooks.get(one));
  const seen = include.length
    ? await axe.run({include}, {resultTypes, runOnly: [colours]}) : {violations: []};
  return [...all.violations, ...seen.violations]
    .map(one => `${one.id} ${one.nodes[0].html.slice(0, 160)}`);
}"""
OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
#: Before and after the spacing is made wider.
SPACED = f"""() => {{
  const plain = ({OVERFLOW})();
  ({WIDER})();
  const wider = ({OVERFLOW})();
  document.adoptedStyleSheets = [];
  return [plain, wider];
}}"""
WORDS = "() => document.querySelector('main').innerText.trim()"
PRINTED = f"() => [({OVERFLOW})(), ({WORDS})()]"


def shape(at: Visitor, *, frame: bool = False) -> str:
    """What the main part of the page, or the frame around it, is made of. Two pages of one shape
    differ in words only."""
    return str(at.page.evaluate(SHAPE, frame))


def check(at: Visitor, name: str, looks: set[int]) -> list[str]:
    """What a machine finds that knows the rules of accessibility. Contrast is that of ``looks``
    which are not in the set yet; they are added."""
    fresh = {*at.page.evaluate(LOOKS)} - looks
    looks |= fresh
    at.page.evaluate(_AXE.axe_script)
    return [f"{name} {at.path}: {one}" for one in at.page.evaluate(VIOLATIONS, [*fresh])]


def examine(at: Visitor, name: str) -> list[str]:
    """What is wrong with the page that is shown."""
    return check(at, name, set()) + fit(at, name)


def fit(at: Visitor, name: str) -> list[str]:
    """What is wrong with the words of the page, and where they do not fit: at 400 %, with wider
    spacing, and on paper."""
    faults = [f"says {word}" for word in LEFTOVER.findall(at.page.evaluate(WORDS))]
    over = {}
    at.page.set_viewport_size(NARROW)
    over["320"], over["320 with wider spacing"] = at.page.evaluate(SPACED)
    at.page.set_viewport_size(PAPER)
    at.page.emulate_media(media="print")
    over["paper"], printed = at.page.evaluate(PRINTED)
    at.page.emulate_media(media="screen")
    at.page.set_viewport_size(WIDE)
    faults += [f"{much} px wider than {what}" for what, much in over.items() if much > 0]
    if not printed:
        faults.append("nothing on paper")
    return [f"{name} {at.path}: {fault}" for fault in faults]


def tabs(at: Visitor, within: str = "body") -> list[str]:
    """Controls of a part of the page that Tab does not reach, forwards from what stands before it
    and backwards from what stands after it."""
    wanted = at.page.evaluate(CONTROLS, within)
    faults = []
    for held in (("Tab",), ("Shift", "Tab")):
        key = "+".join(held)
        at.page.evaluate(LISTEN, key)
        _hold(at.page.keyboard, held, wanted + 1)
        times = at.page.evaluate(HEARD)
        faults += [f"{at.path}: {key} reaches {one} of {wanted} controls" for one in times]
    return faults


def _hold(keyboard: Keyboard, keys: Sequence[str], times: int) -> None:
    """Keep keys down until the last has repeated so often: half the messages of as many presses."""
    *others, last = keys
    for key in (*others, *[last] * times):
        keyboard.down(key)
    for key in reversed(keys):
        keyboard.up(key)


_AXE = Axe()
