"""One person in front of a browser: reads labels, fills fields, presses buttons and keys."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import (
    BrowserContext,
    ConsoleMessage,
    Locator,
    Page,
    Request,
    Response,
    ViewportSize,
)

from stopext.access.roles import Role
from stopext.accounts.demo import people
from tests.browser.site import Site

WIDE: ViewportSize = {"width": 1280, "height": 900}
#: The console repeats what the status of a page already says.
_STATUS_OF_PAGE = "Failed to load resource"
_SERVER_FAULT = 500
_MANY_TABS = 250


@dataclass
class Guard:
    """Collects what no page may do: script errors, broken parts, requests to another host."""

    host: str
    faults: list[str] = field(default_factory=list)
    #: Statuses that are no fault in this test, although a part of a page or a fault has them.
    expected: set[int] = field(default_factory=set)

    def watch(self, context: BrowserContext) -> None:
        """Listen to every page of the context from now on."""
        context.on("console", self._console)
        context.on("weberror", lambda error: self.faults.append(f"script: {error.error}"))
        context.on("request", self._request)
        context.on("response", self._response)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith(_STATUS_OF_PAGE):
            self.faults.append(f"console: {message.text}")

    def _request(self, request: Request) -> None:
        place = urlsplit(request.url)
        if place.scheme in {"http", "https", "ws", "wss"} and place.netloc != self.host:
            self.faults.append(f"other host: {request.url}")

    def _response(self, response: Response) -> None:
        part = not response.request.is_navigation_request()
        broken = response.status >= (400 if part else _SERVER_FAULT)
        if broken and response.status not in self.expected:
            self.faults.append(f"answered {response.status}: {response.url}")


@dataclass
class Visitor:
    """A page with the few things people do to it."""

    site: Site
    page: Page
    guard: Guard

    def open(self, path: str) -> int:
        """Go to a path or an address of the portal; the status."""
        response = self.page.goto(path if "://" in path else self.site.url + path)
        assert response is not None
        return response.status

    def log_in(self, place: int, role: Role, number: int = 0) -> Visitor:
        """Be one of the demo's people: the one with ``number`` among those with this role."""
        email = persona(place, role, number).email
        self.open("/demo/")
        form = self.page.locator("form").filter(has=self.page.locator(f'input[value="{email}"]'))
        form.get_by_role("button").click()
        assert self.path == "/start/", self.page.title()
        return self

    @property
    def path(self) -> str:
        """Path of the page shown."""
        return urlsplit(self.page.url).path

    @property
    def text(self) -> str:
        """What the main part of the page says."""
        return self.page.locator("main").inner_text()

    def says(self, *texts: str) -> None:
        """Fail unless the page says all of this."""
        missing = [text for text in texts if text not in self.text]
        assert not missing, (missing, self.path, self.text)

    def fill(self, label: str, text: str) -> None:
        """Write in the field whose label begins like this."""
        self.page.get_by_label(re.compile(f"^{re.escape(label)}")).first.fill(text)

    def pick(self, label: str, option: str) -> None:
        """Choose in a drop-down list."""
        self.page.get_by_label(re.compile(f"^{re.escape(label)}")).first.select_option(label=option)

    def choose(self, question: str, answer: str) -> None:
        """Choose a radio button of the question by mouse."""
        self.group(question).get_by_label(answer, exact=True).check()

    def group(self, question: str) -> Locator:
        """The group of choices with this question."""
        return self.page.get_by_role("group", name=re.compile(f"^{re.escape(question)}")).first

    def tick(self, label: str) -> None:
        """Tick a box."""
        self.page.get_by_label(re.compile(f"^{re.escape(label)}")).first.check()

    def click(self, name: str) -> None:
        """Follow a link or press a button of the main part by mouse."""
        with self.page.expect_navigation():
            self.press(name)

    def follow(self, target: Locator) -> None:
        """Click what no name tells, and wait until the next page runs its scripts."""
        with self.page.expect_navigation():
            target.click()

    def press(self, name: str) -> None:
        """By its name where the page stays."""
        main = self.page.locator("main")
        exact = re.compile(f"^{re.escape(name)}")
        target = main.get_by_role("button", name=exact).or_(main.get_by_role("link", name=exact))
        target.first.click()

    def tab_to(self, target: Locator) -> None:
        """Press Tab until the control has the focus: proves that keys alone reach it."""
        for _ in range(_MANY_TABS):
            if target.evaluate("control => control === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"not reached by Tab: {target}")

    def type_in(self, label: str, text: str) -> None:
        """Reach a field by Tab and type."""
        self.tab_to(self.page.get_by_label(re.compile(f"^{re.escape(label)}")).first)
        self.page.keyboard.type(text)

    def key_choose(self, question: str, answer: str) -> None:
        """Reach a question by Tab and an answer by Space and arrows."""
        group = self.group(question)
        self.tab_to(group.get_by_role("radio").first)
        self.page.keyboard.press("Space")
        wanted = group.get_by_label(answer, exact=True)
        for _ in range(group.get_by_role("radio").count()):
            if wanted.is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"not reached by arrows: {answer}")

    def key_press(self, name: str) -> None:
        """Reach a button by Tab and press Enter."""
        self.tab_to(self.page.locator("main").get_by_role("button", name=name, exact=True))
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")


def persona(place: int, role: Role, number: int = 0) -> people.Persona:
    """One of the demo's people."""
    return [p for p in people.personas() if p.roles[0] == (place, role)][number]
