"""Questions about a planted case that are sent to the district in the portal: one that waits, one
that was answered twice, and one that was taken back."""

from __future__ import annotations

from collections.abc import Callable

from casework import actions
from casework.models import Case, Inquiry
from casework.rules.codes import Tristate
from casework.rules.inquiries import InquiryAnswer, Told
from tests.casework import inquiries
from tests.support.world import Person

Text = Callable[[str], str]
ASKED, SAID = "forespurgt", "besked"


def plant(lead: Person, police: Person, case: Case, text: Text) -> dict[str, object]:
    """All three; the keys of the one that waits, and of the question that it sends."""
    with lead.acts():
        waiting, answered = _sent(lead, case, text, ASKED), _sent(lead, case, text, ASKED)
        # What was taken back is read by those of the case alone, and why by both.
        back = _sent(lead, case, text, "spoergsmaal")
        actions.withdraw_inquiry(by=lead.actor, inquiry=back, reason=text(ASKED))
    with police.acts():
        inquiries.answer(police.actor, answered, text=text(SAID), source=text(SAID))
        untold = {"source": "", "told_on": None, "legal_basis": ""}
        refused = InquiryAnswer.REFUSED
        inquiries.answer(police.actor, answered, 1, reply=refused, text=text(SAID), **untold)
    return {"inquiry": waiting.pk, "sent": waiting.request_id}


def _sent(lead: Person, case: Case, text: Text, what: str) -> Inquiry:
    asked = inquiries.asked(
        lead.actor, case, authority=text("myndighed"), question=text("spoergsmaal")
    )
    return inquiries.sent(
        lead.actor,
        asked,
        question=text(what),
        told=Told.NAME,
        necessity=text(what),
        citizen_informed=Tristate.NO,
        not_informed_reason=text(what),
    )
