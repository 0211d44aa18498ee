"""What every page is held to."""

from __future__ import annotations

import re

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ViewportSize

from tests.browser.visitor import WIDE, Visitor

PHONE: ViewportSize = {"width": 375, "height": 800}
#: Words our libraries would say if a text of theirs were not translated, and codes of the program.
LEFTOVER = re.compile(
    r"\b(Required|Submit|This field|Please|Select a|Enter a|Sign in|Log in|Password|Search|"
    r"None|True|False|Invalid|Not found|UNDEFINED-TEMPLATE-VARIABLE\S*|"
    r"(?:casework|screening|knowledge|accounts)\.\w+)\b"
)
OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def examine(at: Visitor, name: str) -> list[str]:
    """What is wrong with the page that is shown."""
    found = Axe().run(at.page)
    wrong = [
        f"{name} {at.path}: {one['id']} {one['nodes'][0]['html'][:160]}"
        for one in found.response["violations"]
    ]
    wrong += [f"{name} {at.path}: says {word}" for word in LEFTOVER.findall(at.text)]
    at.page.set_viewport_size(PHONE)
    if (over := at.page.evaluate(OVERFLOW)) > 0:
        wrong.append(f"{name} {at.path}: {over} px wider than a phone")
    at.page.set_viewport_size(WIDE)
    return wrong
