"""A real server with demo data, a real browser, and a guard that fails what no page may do."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser import site as sites
from tests.browser.visitor import WIDE, Guard, Visitor

#: Milliseconds; no page takes so long, but a busy machine may.
TIMEOUT = 120_000

#: The first of them that is there. The shell draws no windows and takes half the time.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")

#: Opens one more browser window of its own: ``java_script_enabled`` and the like as options.
NewVisitor = Callable[..., Visitor]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test that asks for a visitor is a browser test."""
    for item in items:
        if {"visitor", "new_visitor", "browser"} & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> str:
    """Where the browser is. Without one the tests are skipped, but never in continuous checks."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        if os.environ.get("CI") == "true":
            pytest.fail("Chromium is not installed, and these tests must not be left out here.")
        pytest.skip("Chromium is not installed.")
    return found


@pytest.fixture(scope="session")
def site(chromium: str) -> Iterator[sites.Site]:
    """The running portal, one for each test process."""
    with sites.serve() as running:
        yield running


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """Closed after each file: while its event loop runs, Django refuses the database here."""
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=arguments)
        yield opened
        opened.close()


@contextmanager
def visitors(site: sites.Site, browser: Browser) -> Iterator[NewVisitor]:
    """Makes visitors; whatever any of them saw go wrong fails the test."""
    contexts, guards = [], []

    def make(**options: Any) -> Visitor:
        context = browser.new_context(locale="da-DK", viewport=WIDE, **options)
        context.set_default_timeout(TIMEOUT)
        guard = Guard(urlsplit(site.url).netloc)
        guard.watch(context)
        contexts.append(context)
        guards.append(guard)
        return Visitor(site, context.new_page(), guard)

    try:
        yield make
    finally:
        for context in contexts:
            context.close()
    assert [fault for guard in guards for fault in guard.faults] == []


@pytest.fixture
def new_visitor(site: sites.Site, browser: Browser) -> Iterator[NewVisitor]:
    """Opens a window for one more visitor."""
    with visitors(site, browser) as make:
        yield make


@pytest.fixture
def visitor(new_visitor: NewVisitor) -> Visitor:
    """One visitor who has not logged in."""
    return new_visitor()
