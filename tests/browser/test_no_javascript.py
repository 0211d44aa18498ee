"""Without JavaScript the portal is slower to use, and whole."""

from __future__ import annotations

from stopext.access.roles import Role
from tests.browser.fixtures import NewVisitor
from tests.browser.test_journey_concern import SEEN


def test_log_in_and_intake(new_visitor: NewVisitor) -> None:
    at = new_visitor(java_script_enabled=False).log_in(461, Role.CASEWORKER)
    at.open("/sager/ny/")
    for question in ("Har borgeren våben", "Er der peget på", "Er der tegn på", "Har borgeren tal"):
        at.choose(question, "Nej")
    at.click("Gem og fortsæt")
    at.choose("Ved du, hvem borgeren er?", "Nej, identiteten er ukendt")
    at.fill("Hvad ved du om borgeren?", "Ung mand, som kommer i klubben om torsdagen.")
    at.click("Gem og fortsæt")
    at.fill("Hvad er set eller hørt?", SEEN)
    at.choose("Hvor kommer oplysningen fra?", "Fortalt af andre")
    at.click("Gem og fortsæt")
    at.says("Vælg på listen.", "Noget mangler eller kan ikke læses")
    assert at.page.get_by_label("Hvad er set eller hørt?").input_value() == SEEN
    at.pick("Form for ekstremisme", "Blandet eller uklar")
    at.click("Gem og fortsæt")
    at.pick("Hvordan kom henvendelsen?", "Telefon")
    at.pick("Hvem henvender sig?", "Forening eller klub")
    at.choose("Er borgeren orienteret", "Nej")
    at.fill("Hvis nej: hvorfor ikke?", "Vi ved ikke, hvem han er.")
    at.click("Gem som sag")
    at.says("Bekymringen er gemt i sag", "Borgeren er ikke kendt")
