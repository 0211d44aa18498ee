"""A log-in that runs out in the middle of a form: nothing that was typed is lost."""

from __future__ import annotations

import http
import time

import psycopg
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from stopext.access.roles import Role
from stopext.accounts.demo.people import PASSWORD
from tests.browser.site import Site
from tests.browser.visitor import Visitor, persona
from tests.support import databases

TYPED = "Naboen har set en ung mand alene ved søen hver aften i en uge."
END = "update accounts_session set expires_at = now() - interval '1 minute'"
PLACE, ROLE = 751, Role.CASEWORKER


def test_the_text_is_back_after_the_log_in(visitor: Visitor, site: Site) -> None:
    visitor.guard.expected.add(http.HTTPStatus.UNAUTHORIZED)  # autosave, told that it must wait
    visitor.log_in(PLACE, ROLE)
    visitor.open("/sager/ny/")
    form = visitor.path.replace("/fare/", "/observation/")
    visitor.open(form)
    visitor.fill("Hvad er set eller hørt?", TYPED)
    with psycopg.connect(databases.admin_url(site.database), autocommit=True) as admin:
        admin.execute(END)
    visitor.click("Gem og fortsæt")
    assert visitor.path == "/konto/login/"
    assert TYPED not in visitor.text
    visitor.fill("E-mail", persona(PLACE, ROLE).email)
    visitor.fill("Adgangskode", PASSWORD)
    visitor.click("Log ind")
    show_second_factor(visitor)
    assert visitor.path == form
    assert visitor.page.get_by_label("Hvad er set eller hørt?").input_value() == TYPED


def show_second_factor(at: Visitor) -> None:
    """The demo's people have none by password: set up an app, as on a first day."""
    at.click("Sæt godkendelsesapp op")
    secret = at.page.locator(".secret-key").inner_text().replace(" ", "")
    at.fill("Kode", format_hotp_value(hotp_value(secret, int(time.time()) // 30)))
    at.page.locator("main form[action$='activate/'] button").click()
    at.says("Gendannelseskoder")
    at.click("Fortsæt")
