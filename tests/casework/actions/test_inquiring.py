"""What sending a question to another authority refuses, whatever a form let through."""

from __future__ import annotations

from typing import Any

import pytest

from casework import actions
from casework.models import InformationRequest
from casework.rules.codes import Tristate
from casework.rules.inquiries import Told
from casework.rules.legal import LegalBasis
from stopext.access.errors import Conflict, Invalid
from stopext.access.roles import Role
from tests.casework import inquiries, samples
from tests.support.world import HOME, HOME_DISTRICT, Person, World

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
