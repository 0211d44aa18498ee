"""Closing from the page: what each reason asks for."""

from __future__ import annotations

import pytest

from casework.models import Case
from stopext.access.roles import Role
from tests.casework.pages.browsing import saved, send, text_of, url
from tests.casework.samples import new_case
from tests.support.world import HOME, Person, World

ASSESSMENT = "Familien er flyttet, og bekymringen følger med."
HANDOVER = "Leder af familieafdelingen i Kulissekøbing, telefonisk 3. november"


@pytest.fixture
def leading(world: World) -> Person:
    """The coordinator."""
    return world.person(HOME, Role.COORDINATOR)


@pytest.fixture
def case(leading: Person) -> Case:
    """A new case."""
    with leading.acts():
        return new_case(leading.actor)


def test_a_case_of_somebody_who_moved_needs_the_new_municipality(
    leading: Person, case: Case
) -> None:
    browser, address = leading.browser(), url("close", case.pk)
    fields = {"reason": "moved", "assessment": ASSESSMENT}

    for nobody in ("", "   "):
        refused = send(browser, address, **fields, handover=nobody)
        page = text_of(refused)
        assert (refused.status_code, ASSESSMENT in page) == (422, True)
        assert "Skriv, hvem i den nye kommune der har bekræftet at tage over" in page
        assert "Vent på kvittering fra tilflytningskommunen" in page
    saved(browser, address, **fields, handover=HANDOVER)

    page = text_of(browser.get(url("case", case.pk)))
    assert "Afslutning: flyttet til anden kommune" in page
    assert "Afslutningstjek: den nye kommune har taget over" in page
    assert HANDOVER in page
    with leading.acts():
        row = Case.objects.for_actor(leading.actor).get(pk=case.pk)
        assert (row.state, row.retention_rule) == ("closed", "handed_over")


def test_a_handover_with_another_reason_is_not_lost_in_silence(leading: Person, case: Case) -> None:
    fields = {"reason": "unfounded", "assessment": ASSESSMENT, "handover": HANDOVER}
    refused = send(leading.browser(), url("close", case.pk), **fields)

    page = text_of(refused)
    assert (refused.status_code, HANDOVER in page) == (422, True)
    assert "Udfyldes kun, når borgeren er flyttet." in page


def test_what_an_answer_makes_required_is_not_called_optional(leading: Person, case: Case) -> None:
    page = text_of(leading.browser().get(url("close", case.pk)))

    assert "Skal udfyldes, hvis du vælger “Flyttet til anden kommune”." in page
    assert "(valgfrit)" not in page
