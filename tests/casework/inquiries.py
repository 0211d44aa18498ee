"""A question that is sent in the portal, for tests: asked, sent and answered."""

from __future__ import annotations

from typing import Any

from casework import actions
from casework.models import Case, InformationRequest, Inquiry, InquiryReply
from casework.rules.codes import Tristate
from casework.rules.inquiries import InquiryAnswer, Told
from casework.rules.legal import LegalBasis
from stopext.access import clock
from stopext.access.actor import Actor
from tests.casework.samples import another_case
from tests.support.world import HOME_DISTRICT, Person

QUESTION = "Kender I borgeren fra andre sager?"
#: A municipality in which nobody has a role.
EMPTY = 101
NECESSITY = "Vi skal vide det for at vurdere bekymringen."


def asked(by: Actor, case: Case, **changes: Any) -> InformationRequest:
    """A question that waits for its answer, written down only."""
    usual = {"authority": "Politikredsen", "question": QUESTION}
    return actions.ask_information(by=by, case=case, **usual | changes)


def replied(**changes: Any) -> dict[str, Any]:
    """What was answered outside the portal today."""
    usual = {
        "reply": InquiryAnswer.KNOWN,
        "answer": "Han trives.",
        "source": "Skolens leder, i telefonen",
        "replied_on": clock.today(),
    }
    return usual | changes


def reply_form(**changes: Any) -> dict[str, str]:
    """The same as a form sends it."""
    said = replied(**changes)
    return {name: "" if value is None else str(value) for name, value in said.items()}


def sent(
    by: Actor, request: InformationRequest, to: int = HOME_DISTRICT, **changes: Any
) -> Inquiry:
    """The same, sent to an authority with the citizen's name."""
    usual: dict[str, Any] = {
        "question": QUESTION,
        "told": Told.NAME,
        "legal_basis": LegalBasis.RPL_115_1,
        "necessity": NECESSITY,
        "citizen_informed": Tristate.YES,
    }
    return actions.send_inquiry(by=by, request=request, asked_id=to, **usual | changes)


def new_inquiry(lead: Person, to: int = HOME_DISTRICT, name: str = "Birk Modelsen") -> Inquiry:
    """Of a new case about somebody who is on no other file."""
    with lead.acts():
        case = another_case(lead.actor, name)
        return sent(lead.actor, asked(lead.actor, case), to)


def answer(by: Actor, row: Inquiry, version: int = 0, **changes: Any) -> InquiryReply:
    """What is known."""
    usual: dict[str, Any] = {
        "reply": InquiryAnswer.KNOWN,
        "text": "Vi har talt med borgeren to gange.",
        "source": "Vores egen sag",
        "told_on": clock.today(),
        "legal_basis": LegalBasis.RPL_115_1,
    }
    return actions.answer_inquiry(by=by, inquiry=row, version=version, **usual | changes)
