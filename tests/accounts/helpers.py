"""What the account tests share."""

from __future__ import annotations

import time

from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.test import Client

from stopext.accounts.demo.sessions import open_session
from stopext.accounts.login.seeds import seeds_of
from stopext.accounts.models import Session, User, session_hash
from tests.support.world import PASSWORD, Person

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def fresh(person: Person) -> Client:
    """A browser in which the person has just shown a second factor."""
    client = Client()
    client.cookies["sid"] = open_session(person.membership)
    return client


def half(person: Person) -> Client:
    """A browser with a log-in by password only."""
    client = Client()
    answer = client.post("/konto/login/", {"login": person.user.email, "password": PASSWORD})
    assert answer.status_code == 302
    return client


def enrol(user: User) -> Authenticator:
    """Give the person an authenticator app with a known secret."""
    with seeds_of(user):
        return TOTP.activate(user, SECRET).instance


#: How many of the seconds that a code lasts a test needs on a busy machine.
LEFT = 4


def code_now(offset: int = 0) -> str:
    """What that app shows now, or ``offset`` periods away. A code about to run out is not taken."""
    period = app_settings.TOTP_PERIOD
    while time.time() % period > period - LEFT:
        time.sleep(0.05)
    counter = next(iter(yield_hotp_counters_from_time())) + offset
    return str(format_hotp_value(hotp_value(SECRET, counter)))


def session_of(client: Client) -> Session:
    """The row behind the browser's cookie."""
    return Session.objects.get(token_hash=session_hash(client.cookies["sid"].value))


def age_of_proof(seconds: int) -> float:
    """The moment ``seconds`` ago, as proofs are stored."""
    return time.time() - seconds
