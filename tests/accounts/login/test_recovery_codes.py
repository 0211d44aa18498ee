"""Recovery codes: long, shown once, typed as they are shown, good for one log-in."""

from __future__ import annotations

import math
import re
from collections.abc import Callable

import pytest
from allauth.mfa import app_settings
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from stopext.access.roles import Role
from stopext.accounts.login.seeds import seeds_of
from tests.accounts.helpers import enrol, fresh, session_of
from tests.support.world import HOME, PASSWORD, Person, World

REVIEWED_BITS = 112
#: What people make of "1234 5678 90" on the way from paper to screen.
TYPED: dict[str, Callable[[str], str]] = {
    "as shown": lambda code: code,
    "in one": lambda code: code.replace(" ", ""),
    "with hyphens": lambda code: code.replace(" ", "-"),
    "copied over two lines": lambda code: f" {code.replace(' ', chr(10), 1)} ",
}


@pytest.fixture
def person(world: World) -> Person:
    """Somebody with an app and codes nobody has seen."""
    found = world.person(HOME, Role.CASEWORKER)
    enrol(found.user)
    with seeds_of(found.user):
        RecoveryCodes.activate(found.user)
    return found


def shown(person: Person) -> list[str]:
    """The codes as the page shows them."""
    answer = fresh(person).get(reverse("mfa_view_recovery_codes"))
    page = BeautifulSoup(answer.content, "lxml")
    return [code.text for code in page.select("ol.code-list > li > code.secret-key")]


def log_in_with(person: Person, code: str) -> Client:
    """Password, then this code."""
    client = Client()
    client.post("/konto/login/", {"login": person.user.email, "password": PASSWORD})
    client.post(reverse("mfa_authenticate"), {"code": code})
    return client


def test_a_code_cannot_be_guessed() -> None:
    assert math.log2(10**app_settings.RECOVERY_CODE_DIGITS) >= REVIEWED_BITS


def test_codes_are_shown_in_groups_that_can_be_read(person: Person) -> None:
    codes = shown(person)

    assert len(set(codes)) == app_settings.RECOVERY_CODE_COUNT
    assert [code for code in codes if not re.fullmatch(r"(\d{4} ){8}\d{2}", code)] == []
    assert shown(person) == []


@pytest.mark.parametrize("typed", TYPED)
def test_a_code_opens_one_log_in_however_it_is_typed(person: Person, typed: str) -> None:
    code = TYPED[typed](shown(person)[0])

    first, second = log_in_with(person, code), log_in_with(person, code)

    assert session_of(first).second_factor is True
    assert second.get("/start/").headers["Location"].startswith("/konto/login/")


def test_part_of_a_code_opens_nothing(person: Person) -> None:
    code = shown(person)[0]

    client = log_in_with(person, code[:-3])

    assert client.get("/start/").headers["Location"].startswith("/konto/login/")
