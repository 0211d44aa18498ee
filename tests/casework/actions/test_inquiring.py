"""What sending a question to another authority refuses, whatever a form let through."""

from __future__ import annotations

from typing import Any

import pytest

from casework import actions
from casework.models import InformationRequest
from casework.rules.codes import Tristate
from casework.rules.consents import ConsentReceiver, ConsentTo
from casework.rules.inquiries import Told
from casework.rules.legal import LegalBasis
from stopext.access.errors import Conflict, Invalid
from stopext.access.roles import Role
from stopext.accounts.models import Authority
from stopext.audit.models import AuditEvent
from tests.casework import inquiries, samples
from tests.support.world import HOME, HOME_DISTRICT, NEIGHBOUR, Person, World

SOURCE = "Vera Fiktivsen"


@pytest.fixture
def lead(world: World) -> Person:
    return world.person(HOME, Role.COORDINATOR)


@pytest.fixture
def asked(world: World, lead: Person) -> InformationRequest:
    """A question of a case with a protected source, and a district that can answer."""
    world.person(HOME_DISTRICT, Role.POLICE_COORDINATOR)
    with lead.acts():
        case = samples.new_case(lead.actor, referrer_name=SOURCE, protected_source=True)
        return inquiries.asked(lead.actor, case)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"legal_basis": LegalBasis.CONSENT}, "legal_basis"),
        ({"necessity": "Kort"}, "necessity"),
        ({"citizen_informed": Tristate.NO}, "not_informed_reason"),
        ({"question": f"Kender I {samples.CPR}?"}, "question"),
        ({"question": f"Kender I {samples.NAME}?", "told": Told.NOBODY}, "question"),
        ({"question": f"Kender I {SOURCE}?"}, "source_known"),
        ({"legal_basis": "andet"}, "legal_basis"),
    ],
)
def test_a_question_that_breaks_a_rule_is_not_sent(
    lead: Person, asked: InformationRequest, changes: dict[str, Any], field: str
) -> None:
    with lead.acts(), pytest.raises(Invalid) as refused:
        inquiries.sent(lead.actor, asked, **changes)
    assert refused.value.field == field


def test_what_is_answered_is_not_sent(lead: Person, asked: InformationRequest) -> None:
    with lead.acts():
        actions.record_information(by=lead.actor, request=asked, said=inquiries.replied())
        with pytest.raises(Conflict, match="besvaret"):
            inquiries.sent(lead.actor, asked)


def consented(lead: Person, asked: InformationRequest, receiver: ConsentReceiver) -> None:
    said = {"purpose": ConsentTo.INFORMATION, "receiver": receiver, "receiver_words": "Nabo"}
    samples.consent(lead.actor, asked.case, **said)


def test_a_question_rests_on_a_consent_to_ask_whom_it_names(
    world: World, lead: Person, asked: InformationRequest
) -> None:
    world.person(NEIGHBOUR, Role.COORDINATOR)
    with lead.acts():
        consented(lead, asked, ConsentReceiver.POLICE)
        with pytest.raises(Invalid, match="intet samtykke"):
            inquiries.sent(lead.actor, asked, NEIGHBOUR, legal_basis=LegalBasis.CONSENT)
        untold: dict[str, Any] = {
            "legal_basis": LegalBasis.CONSENT,
            "citizen_informed": Tristate.UNKNOWN,
        }
        with pytest.raises(Invalid, match="gælder kun, når borgeren ved"):
            inquiries.sent(lead.actor, asked, **untold)
        made = inquiries.sent(lead.actor, asked, legal_basis=LegalBasis.CONSENT)
        assert made.legal_basis == LegalBasis.CONSENT
        other = inquiries.asked(lead.actor, asked.case)
        consented(lead, asked, ConsentReceiver.OTHER)
        inquiries.sent(lead.actor, other, NEIGHBOUR, legal_basis=LegalBasis.CONSENT)


def test_a_question_that_names_another_authority_is_not_sent_unasked(
    world: World, lead: Person, asked: InformationRequest
) -> None:
    named = Authority.objects.get(pk=NEIGHBOUR).name
    with lead.acts():
        row = inquiries.asked(lead.actor, asked.case, authority=f"{named}, familieafdelingen")
        with pytest.raises(Invalid, match="en anden myndighed") as refused:
            inquiries.sent(lead.actor, row)
        assert refused.value.field == "other_known"
        inquiries.sent(lead.actor, row, other_known=True)
    reviewer = world.person(HOME, Role.LOG_REVIEWER)
    with reviewer.acts():
        noted = AuditEvent.objects.of_authority(HOME).filter(action="inquiry.disclose")
        assert [event.details.get("other_known") for event in noted] == [True]
