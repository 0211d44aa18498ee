"""Two authorities rate one citizen in full, by keys alone on a phone, while things go wrong."""

from __future__ import annotations

import http
import logging
import re
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field

import psycopg
import pytest
from playwright.sync_api import Browser, Locator, ViewportSize, expect

from stopext.access.roles import Role
from stopext.database import Urls
from tests.browser.fixtures import TIMEOUT, visitors
from tests.browser.site import Site, listening, seeded
from tests.browser.test_expired_session import END, log_in_again
from tests.browser.test_journey_concern import register, share, triage
from tests.browser.visitor import Visitor, persona
from tests.support import databases

LOG = logging.getLogger(__name__)
HOME, DISTRICT = 851, 1460
PHONE: ViewportSize = {"width": 375, "height": 812}
LONG = "Det er set af to fagpersoner hver for sig, og det er begyndt efter et brud i familien. " * 2
WITHOUT_SERVER = "Skrevet, mens serveren var væk."
WITHOUT_LOG_IN = "Skrevet, da log-in var udløbet."
PERSON = persona(DISTRICT, Role.POLICE_COORDINATOR).email
HERS = f"{END} where user_id = (select id from accounts_user where email = %s)"
#: Where the two see it differently.
SEEN = {"A1", "B1"}


@dataclass
class Server:
    """A server that can be killed and started again."""

    site: Site
    urls: Urls
    _running: ExitStack = field(default_factory=ExitStack)

    def start(self) -> None:
        """Listen, once more on the same port."""
        self._running.enter_context(listening(self.site, self.urls))

    def kill(self) -> None:
        """At once: nothing that is under way is finished."""
        self._running.close()


@pytest.fixture
def server(chromium: str) -> Iterator[Server]:
    with seeded("double") as (site, urls):
        found = Server(site, urls)
        found.start()
        yield found
        found.kill()


@dataclass
class Rater:
    """Somebody who uses keys only; counts them."""

    at: Visitor
    presses: int = 0
    typed: int = 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.at.page.keyboard.press(key)
        self.presses += len(keys)

    def write(self, box: Locator | str, text: str) -> None:
        """In a field, or in the one whose label begins like this."""
        if isinstance(box, str):
            box = self.at.page.get_by_label(re.compile(f"^{re.escape(box)}")).first
        self.at.tab_to(box)
        self.at.page.keyboard.press("Control+End")
        self.at.page.keyboard.insert_text(text)
        self.typed += 1

    def tick(self, label: str) -> None:
        self.at.tab_to(self.at.page.get_by_label(re.compile(f"^{re.escape(label)}")))
        self.press("Space")

    def go(self) -> None:
        """Enter in the form sends it."""
        with self.at.page.expect_navigation():
            self.press("Enter")

    def state(self, text: str) -> None:
        """Wait until the page says this about what is saved."""
        expect(self.at.page.locator("[data-save-text]")).to_contain_text(text, timeout=TIMEOUT)


def test_nothing_is_lost_and_nothing_is_wiped(server: Server, browser: Browser) -> None:
    with visitors(server.site, browser) as new_visitor:
        ours, theirs = (
            Rater(new_visitor().log_in(place, role))
            for place, role in (
                (HOME, Role.COORDINATOR),
                (DISTRICT, Role.POLICE_COORDINATOR),
            )
        )
        screening = order(ours.at)
        for rater in (ours, theirs):
            rater.at.page.set_viewport_size(PHONE)
            rater.at.guard.expected.add(http.HTTPStatus.UNAUTHORIZED)
        rate(ours, screening, "0", server)
        rate(theirs, screening, "1", server)
        agree(ours, theirs, screening)
        for rater in (ours, theirs):
            rater.at.open(f"{screening}faelles/")
            rater.at.says("underskrevet af begge", "Kommunens ord", "Politiets ord")
        shown = ours.at.page.content()
        for text in (WITHOUT_SERVER, WITHOUT_LOG_IN):
            assert text in shown, text
        told = [f"{rater.presses} keys, {rater.typed} texts" for rater in (ours, theirs)]
        LOG.info("municipality and police: %s", told)
        assert max(ours.presses, theirs.presses) <= 200, told


def order(at: Visitor) -> str:
    """A full screening with the police, of a new case that is shared with them."""
    case = register(at)
    triage(at, case)
    share(at, case)
    at.open(case)
    at.click("Ny vurdering")
    at.choose("Omfang", "Hele vurderingsrammen")
    at.tick("Politikredsen vurderer også")
    at.click("Bestil vurdering")
    at.says("Vurderingen er bestilt.")
    at.click("Analyse i infohus")
    return at.path


def rate(rater: Rater, screening: str, seen: str, server: Server) -> None:
    """All parts, the judgement, the lock."""
    at = rater.at
    at.open(screening)
    at.follow(at.page.locator("main .button-primary").first)
    part = 0
    while "/svar/" in at.path:
        part += 1
        for item in at.page.locator("[data-key-item]:visible").all():
            rater.press("j", seen if item.get_attribute("id") in SEEN else "0")
            if seen == "1" and item.get_attribute("id") in SEEN:
                rater.write(item.locator("textarea").first, "Set to gange i marts. ")
                rater.press("Shift+Tab")
        if part == 2:
            disturb(rater, seen, server)
        at.page.locator("[data-key]:checked").last.focus()
        rater.go()
    judge(rater, "Politiets ord" if seen == "1" else "Kommunens ord")
    at.page.get_by_label("Anbefaling").focus()
    at.key_press("Gem og gå til lås")
    rater.tick("Svarene og vurderingen er mine")
    at.key_press("Lås min vurdering")
    at.says("Din vurdering er låst")


def disturb(rater: Rater, seen: str, server: Server) -> None:
    """The server is killed while the municipality writes, the police's log-in runs out."""
    at = rater.at
    if seen == "0":
        at.page.locator("#B1 [data-key='1']").check()
        server.kill()
        rater.write(at.page.locator("#B1 textarea").first, WITHOUT_SERVER)
        at.page.locator("#B1 [data-key='1']").focus()
        rater.press("Enter")
        rater.state("ingen forbindelse")
        assert WITHOUT_SERVER in at.page.locator("#B1 textarea").first.input_value()
        server.start()
        rater.state("Gemt kl.")
    else:
        rater.write(at.page.locator("#B1 textarea").first, WITHOUT_LOG_IN)
        with psycopg.connect(databases.admin_url(server.site.database), autocommit=True) as admin:
            person = persona(DISTRICT, Role.POLICE_COORDINATOR)
            admin.execute(
                f"{END} where user_id = (select id from accounts_user where email = %s)",
                [person.email],
            )
        at.page.locator("#B1 [data-key='1']").focus()
        rater.press("Enter")
        log_in_again(at, PERSON)
        assert WITHOUT_LOG_IN in at.page.locator("#B1 textarea").first.input_value()


def judge(rater: Rater, words: str) -> None:
    """Level, urgency and every text."""
    rater.at.key_choose("Bekymringsniveau", "Lav")
    labels = rater.at.group("Hvor meget haster det?").locator("label")
    rater.at.key_choose("Hvor meget haster det?", labels.first.inner_text())
    for label in ("Formulering", "Hvordan ser borgeren", "Hvad kan der ske", "Hvad ville få dig"):
        rater.write(label, f"{LONG}{words}")
    rater.write("Anbefaling", f"{words} om, hvad der bør ske.")


def agree(ours: Rater, theirs: Rater, screening: str) -> None:
    """Both write at the same time, each on a page of her own, and then both sign at once."""
    for rater in (ours, theirs):
        rater.at.open(f"{screening}faelles/")
    *most, last = (
        str(article.get_attribute("id"))
        for article in ours.at.page.locator("article.difference").all()
    )
    for key in most:
        decide(ours, key, "Kommunens ord: vi hørte skolen sammen.")
    judge(ours, "Kommunens ord")
    decide(theirs, last, "Politiets ord: vi hørte klubben sammen.")
    for rater in (theirs, ours):
        rater.at.key_press("Gem den fælles vurdering")
        rater.at.says("Den fælles vurdering er gemt.")
    for rater in (theirs, ours):
        rater.at.open(f"{screening}faelles/")
        rater.tick("Jeg har læst den fælles vurdering igennem")
        rater.at.tab_to(rater.at.page.get_by_role("button", name="Gem og underskriv"))
    for rater in (theirs, ours):
        rater.press("Enter")
    for rater in (theirs, ours):
        expect(rater.at.page.locator("main")).to_contain_text("underskrevet", timeout=TIMEOUT)


def decide(rater: Rater, key: str, why: str) -> None:
    """Both saw something else: the first answer, with the reason."""
    article = rater.at.page.locator(f"#{key}")
    rater.at.tab_to(article.get_by_role("radio").first)
    rater.press("Space")
    rater.write(article.get_by_label(re.compile("^Hvorfor dette svar")), why)
