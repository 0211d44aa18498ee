"""The stylesheet on paper, under a finger and in a box, in Chromium on small pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from playwright.sync_api import Browser, Page, expect

STYLES = Path(__file__).resolve().parents[2] / "static" / "build" / "css" / "portal.css"
FOLDED = """<main><p class="printed-on">Udskrevet 1. april 2017</p><details><summary>Mere</summary>
<p id="inside">Det foldede.</p></details></main>"""
BOX = """<div class="alert alert-info"><div class="alert-text">
<a class="button button-primary" href="#x">Send</a></div></div>"""
TOUCH = {"enabled": True, "maxTouchPoints": 1}

pytestmark = pytest.mark.skipif(not STYLES.is_file(), reason="needs npm run build")


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    opened = browser.new_page(java_script_enabled=False)
    yield opened
    opened.close()


def opened(page: Page, html: str) -> None:
    styles = STYLES.read_text(encoding="utf-8")
    page.set_content(f'<!doctype html><html lang="da"><style>{styles}</style>{html}')


def test_on_paper_what_is_folded_is_open_and_the_day_stands(page: Page) -> None:
    opened(page, FOLDED)
    inside, day = page.locator("#inside"), page.locator(".printed-on")
    expect(inside).to_be_hidden()
    expect(day).to_be_hidden()

    page.emulate_media(media="print")

    expect(inside).to_be_visible()
    expect(day).to_be_visible()


def test_under_a_finger_no_keys_are_offered(page: Page) -> None:
    opened(page, render_to_string("components/keys_help.html", {"id": "x", "keys": []}))
    keys = page.locator(".keys-help")
    keys.evaluate("button => button.removeAttribute('hidden')")
    expect(keys).to_be_visible()

    touch = page.context.new_cdp_session(page)
    touch.send("Emulation.setTouchEmulationEnabled", TOUCH)

    expect(keys).to_be_hidden()


def test_a_dark_button_in_a_box_is_readable(page: Page) -> None:
    opened(page, BOX)

    expect(page.locator("a")).to_have_css("color", "rgb(255, 255, 255)")
