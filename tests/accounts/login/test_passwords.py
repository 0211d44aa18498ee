"""Passwords that Danes choose first."""

from __future__ import annotations

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from stopext.accounts.demo.people import PASSWORD as DEMO_PASSWORD
from tests.support.world import PASSWORD


@pytest.mark.parametrize(
    "password",
    [
        "adgangskode1",
        "Adgangskode123",
        "adgangsk0de!",
        "Sommer2026!!",
        "Velkommen1234",
        "kodeordkodeord",
        "Danmark-København",
        "brøndbybrøndby",
        "StopEkstremisme1",
        "hemmeligtkodeord",
        "q w e r t y u i o p",
        "MinAdgangskode1",
        "jegelskerdig",
    ],
)
def test_the_most_usual_are_refused(password: str) -> None:
    with pytest.raises(ValidationError, match="almindelig"):
        validate_password(password)


@pytest.mark.parametrize(
    "password",
    [
        PASSWORD,
        DEMO_PASSWORD,
        "vinteren-er-lang-og-kold",
        "sommerfugle drikker kaffe",
        "kX9#mQ2$vL7!pR4",
    ],
)
def test_others_are_not(password: str) -> None:
    validate_password(password)
