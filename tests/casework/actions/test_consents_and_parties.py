"""What the actions of consents and parties refuse, whatever a form let through."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from casework import actions
from casework.models import Case, Consent
from casework.rules.consents import ConsentAnswer, ConsentReceiver, ConsentWay
from stopext.access import clock
from stopext.access.errors import Invalid
from stopext.access.roles import Role
from tests.casework import samples
from tests.support.world import HOME, Person, World


@pytest.fixture
def lead(world: World) -> Person:
    return world.person(HOME, Role.COORDINATOR)


@pytest.fixture
def case(lead: Person) -> Case:
    with lead.acts():
        return samples.new_case(lead.actor)


def withdrawn(lead: Person, row: Consent, on: Any) -> Consent:
    return actions.withdraw_consent(
        by=lead.actor, consent=row, withdrawn_on=on, way=ConsentWay.ORAL, words=""
    )


def corrected(lead: Person, row: Any, **said: Any) -> None:
    actions.correct_record(
        by=lead.actor, record=row, version=0, said=said, reason="Skrevet forkert"
    )


def test_an_answer_is_not_of_a_day_to_come(lead: Person, case: Case) -> None:
    with lead.acts(), pytest.raises(Invalid, match="kan ikke være givet endnu"):
        samples.consent(lead.actor, case, given_on=clock.today() + timedelta(days=1))


def test_what_cannot_be_withdrawn_is_not(lead: Person, case: Case) -> None:
    with lead.acts():
        refused = samples.consent(lead.actor, case, answer=ConsentAnswer.NO)
        given = samples.consent(lead.actor, case)
        for row, on, told in (
            (refused, clock.today(), "Et nej trækkes ikke tilbage"),
            (given, None, "hvornår det blev trukket tilbage"),
            (given, clock.today() + timedelta(days=1), "kan ikke være trukket tilbage endnu"),
        ):
            with pytest.raises(Invalid, match=told):
                withdrawn(lead, row, on)


def test_a_correction_of_a_consent_stays_with_what_happened(lead: Person, case: Case) -> None:
    with lead.acts():
        given = samples.consent(lead.actor, case)
        with pytest.raises(Invalid, match="er ikke trukket tilbage"):
            corrected(lead, given, withdrawn_on=clock.today())
        gone = withdrawn(lead, samples.consent(lead.actor, case), clock.today())
        with pytest.raises(Invalid, match="Et nej trækkes ikke tilbage"):
            corrected(lead, gone, answer=ConsentAnswer.NO, lasts_until=None)
        with pytest.raises(Invalid, match="kan ikke være trukket tilbage endnu"):
            corrected(lead, gone, withdrawn_on=clock.today() + timedelta(days=1))


def test_a_period_ends_after_it_begins(lead: Person, case: Case) -> None:
    with lead.acts():
        row = samples.party(lead.actor, case)
        with pytest.raises(Invalid, match="slutter, før den begynder"):
            corrected(lead, row, until=row.since - timedelta(days=1))


def test_a_no_may_stand_beside_a_yes_to_something_else(lead: Person, case: Case) -> None:
    somebody = {"receiver": ConsentReceiver.OTHER, "receiver_words": "Fodboldklubben"}
    with lead.acts():
        samples.consent(lead.actor, case, **somebody)
        refused = {"answer": ConsentAnswer.NO, "receiver": ConsentReceiver.OTHER}
        with pytest.raises(Invalid, match="sagt ja til det samme"):
            samples.consent(lead.actor, case, **somebody | refused)
        other = samples.consent(lead.actor, case, **refused, receiver_words="Skolen")
    assert other.answer == ConsentAnswer.NO
