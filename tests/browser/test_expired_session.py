"""A log-in that runs out or is given up in the middle of a form: nothing that was typed is lost."""

from __future__ import annotations

import http
import time
from typing import Any

import psycopg
import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import expect

from stopext.access.roles import Role
from stopext.accounts.demo.people import PASSWORD
from tests.browser.site import Site
from tests.browser.visitor import Visitor, persona
from tests.support import databases

TYPED = "Naboen har set en ung mand alene ved søen hver aften i en uge."
END = "update accounts_session set expires_at = now() - interval '1 minute'"
PLACE = 751


def time_out(_visitor: Visitor, site: Site) -> None:
    """Nothing happened for a quarter of an hour."""
    with psycopg.connect(databases.admin_url(site.database), autocommit=True) as admin:
        admin.execute(END)


def lose_the_key(visitor: Visitor, _site: Site) -> None:
    """Logged out in another window, or the browser has thrown its cookies away."""
    visitor.page.context.clear_cookies()


@pytest.mark.parametrize(
    ("role", "end"), [(Role.CASEWORKER, time_out), (Role.COORDINATOR, lose_the_key)]
)
def test_the_text_stays_and_is_sent_after_a_log_in_in_another_window(
    visitor: Visitor, site: Site, role: Role, end: Any
) -> None:
    visitor.guard.expected.add(http.HTTPStatus.UNAUTHORIZED)  # the page asks, and is told
    visitor.log_in(PLACE, role)
    visitor.open("/sager/ny/")
    form = visitor.path.replace("/fare/", "/observation/")
    visitor.open(form)
    visitor.fill("Hvad er set eller hørt?", TYPED)
    end(visitor, site)

    visitor.press("Gem og fortsæt")

    log_in_again(visitor, persona(PLACE, role).email)
    assert visitor.path == form
    assert visitor.page.get_by_label("Hvad er set eller hørt?").input_value() == TYPED
    visitor.click("Gem og fortsæt")
    visitor.open(form)
    assert visitor.page.get_by_label("Hvad er set eller hørt?").input_value() == TYPED


def test_who_comes_after_reads_nothing_in_a_window_left_open(visitor: Visitor) -> None:
    """And the one who left finds it as it was when she is back."""
    visitor.guard.expected |= {http.HTTPStatus.UNAUTHORIZED, http.HTTPStatus.CONFLICT}
    visitor.log_in(PLACE, Role.COORDINATOR)
    visitor.open("/sager/ny/")
    visitor.open(visitor.path.replace("/fare/", "/observation/"))
    visitor.fill("Hvad er set eller hørt?", TYPED)
    text = visitor.page.get_by_label("Hvad er set eller hørt?")
    with visitor.page.context.expect_page() as opened:
        visitor.page.evaluate("window.open('/konto/logout/')")
    other = Visitor(visitor.site, opened.value, visitor.guard)

    other.click("Log ud")
    expect(visitor.page.get_by_role("dialog", name="Du er logget ud")).to_be_visible()
    expect(text).not_to_be_visible()
    visitor.page.keyboard.press("Escape")
    expect(text).not_to_be_visible()

    other.log_in(PLACE, Role.CASEWORKER)
    expect(visitor.page.get_by_role("dialog", name="Et andet login er i brug")).to_be_visible()
    expect(text).not_to_be_visible()

    other.log_in(PLACE, Role.COORDINATOR)
    expect(text).to_be_visible()
    expect(text).to_have_value(TYPED)


def log_in_again(visitor: Visitor, email: str) -> None:
    """By the link that the page shows instead of sending, in another window.

    The page that waits may save just as the log-in changes the token it sends; it tries again.
    """
    visitor.guard.expected.add(http.HTTPStatus.FORBIDDEN)
    dialog = visitor.page.get_by_role("dialog", name="Du er logget ud")
    with visitor.page.context.expect_page() as opened:
        dialog.get_by_role("link", name="Log ind i et nyt vindue").click()
    other = Visitor(visitor.site, opened.value, visitor.guard)
    other.fill("E-mail", email)
    other.fill("Adgangskode", PASSWORD)
    other.click("Log ind")
    show_second_factor(other)
    expect(dialog).not_to_be_visible()


def show_second_factor(at: Visitor) -> None:
    """The demo's people have none by password: set up an app, as on a first day."""
    at.click("Sæt godkendelsesapp op")
    secret = at.page.locator(".secret-key").inner_text().replace(" ", "")
    _show_code(at, secret)
    if "Koden passer ikke" in at.text:  # its half minute ended on the way: the next one holds
        _show_code(at, secret)
    at.says("Gendannelseskoder")
    at.click("Fortsæt")


def _show_code(at: Visitor, secret: str) -> None:
    at.fill("Kode", format_hotp_value(hotp_value(secret, int(time.time()) // 30)))
    at.follow(at.page.locator("main form[action$='activate/'] button"))
