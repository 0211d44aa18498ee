"""Meetings of the info-house about a planted case: one to come, one that was called off, one whose
minutes are being written, and one that both sides have approved."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from casework import actions
from casework.models import Case, JointMeeting
from casework.rules.codes import DecisionOutcome
from casework.rules.joint import Attended
from stopext.access import clock
from tests.casework import joint
from tests.support.world import Person

Text = Callable[[str], str]
OPEN, FAST = "moede", "fastmoede"
#: Later than any day the town is looked at.
AHEAD, AGO = timedelta(days=60), timedelta(days=2)


def plant(
    lead: Person, police: Person, officer: Person | None, case: Case, text: Text
) -> dict[str, object]:
    """All four; the officer, where there is one, is invited to those that are not called off."""
    coming = _planned(lead, case, text, OPEN)
    asked = joint.invited(lead, coming, lead, papers=[joint.items_of(lead, coming)[0].pk])
    cancelled = _planned(lead, case, text, OPEN)
    with lead.acts():
        actions.cancel_meeting(by=lead.actor, meeting=cancelled, reason=text(OPEN))
    with clock.at(clock.now() - AGO):
        begun = _planned(lead, case, text, OPEN, ahead=AGO / 2)
        approved = _planned(lead, case, text, FAST, ahead=AGO / 2)
    for one in (coming, begun, approved):
        if officer is not None:
            joint.invited(police, one, officer)
    _written(lead, begun, text, OPEN)
    _written(lead, approved, text, FAST)
    _agreed(lead, police, approved, text)
    return {
        "meeting": coming.pk,
        "joint_invitee": asked.pk,
        "begun": begun.pk,
        "approved": approved.pk,
    }


def lapsing(lead: Person, case: Case, text: Text) -> dict[str, object]:
    """One that was planned while the case was shared."""
    return {"meeting": _planned(lead, case, text, OPEN).pk}


def _planned(
    lead: Person, case: Case, text: Text, what: str, ahead: timedelta = AHEAD
) -> JointMeeting:
    """Planned, planned anew, and with somebody from outside."""
    said: dict[str, Any] = {"planned_at": clock.now() + ahead, "place": text(what)}
    with lead.acts():
        made = joint.planned(lead.actor, case, **said, agenda=text(what))
        actions.move_meeting(
            by=lead.actor, meeting=made, version=1, **said, agenda=text(what), reason=text(what)
        )
        texts = {name: text(what) for name in ("outside", "reason", "brings", "sees")}
        actions.invite(by=lead.actor, meeting=made, said=joint.said(**texts), person=None)
    return made


def _written(lead: Person, meeting: JointMeeting, text: Text, what: str) -> None:
    guest = joint.invited(lead, meeting, lead)
    with lead.acts():
        came = [(guest, Attended.STAND_IN, text(what))]
        actions.record_attendance(by=lead.actor, meeting=meeting, version=0, said=came)
        said = {name: text(what) for name in ("text", "disagreement", "recommendation")}
        actions.write_minutes(by=lead.actor, meeting=meeting, version=0, **said)


def _agreed(lead: Person, police: Person, meeting: JointMeeting, text: Text) -> None:
    for person in (lead, police):
        with person.acts():
            actions.approve_minutes(by=person.actor, meeting=meeting, version=1)
    for person in (lead, police):
        with person.acts():
            actions.add_to_minutes(by=person.actor, meeting=meeting, text=text(FAST))
            actions.decide_after_meeting(
                by=person.actor,
                meeting=meeting,
                outcome=DecisionOutcome.START,
                reason=text(FAST),
            )
