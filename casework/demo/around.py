"""Those around the invented citizens, contacts with them, and two of whom one is the other's
sibling."""

from __future__ import annotations

from random import Random
from typing import Any

from casework import actions
from casework.demo import texts
from casework.demo.colleagues import Colleague
from casework.demo.course import Course
from casework.demo.daytime import Office, slots
from casework.models import Case, Party, PartyRelation
from casework.rules.codes import Tristate
from casework.rules.contacts import ContactChannel, ContactOutcome, Direction
from casework.rules.parties import MayContact, MayKnow, PartyRole
from casework.rules.retention import ADULT_AGE
from casework.rules.workflow import State
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.web.dates import add_working_days

#: What a case is doing while somebody works in it.
RUNNING = (State.GATHERING, State.ANALYSIS, State.RECOMMENDATION, State.ACTIVE, State.FOLLOW_UP)
DAYS_AGO = (2,)
#: Days in which a call is still to be answered.
RECENT = 8


def write_up(course: Course) -> None:
    """A parent of a child; of a citizen whose address is protected, somebody who speaks for her."""
    story = course.story
    if not story.is_identified:
        return
    if story.age < ADULT_AGE:
        with course.later():
            parent = _party(
                course.by,
                course.case,
                role=PartyRole.PARENT,
                name=f"Karin {story.last_name}",
                reach=texts.REACH,
                address_protected=story.protected,
                custody=Tristate.YES,
                told=MayKnow.CASE,
                told_ground=texts.CUSTODY,
            )
        with course.later():
            _call(course, parent)
    elif story.protected:
        with course.later():
            _party(
                course.by,
                course.case,
                role=PartyRole.REPRESENTATIVE,
                name="Holger Testlund",
                reach=texts.REACH,
                told=MayKnow.PART,
                told_ground=texts.MANDATE,
            )


def tell(lead: Colleague, office: Office, times: Random) -> None:
    """A sibling who is the citizen of another case, once."""
    with lead.acts():
        if PartyRelation.objects.for_actor(lead.actor).exists():
            return
        rows = Case.objects.for_actor(lead.actor).filter(restricted=False, state__in=RUNNING)
        running = rows.select_related("subject").order_by("created_at")
        case, other = [row for row in running if row.subject.name][:2]
        (slot,) = slots(office, list(DAYS_AGO), times)
        with clock.at(slot.start):
            made = _party(
                lead.actor,
                case,
                role=PartyRole.SIBLING,
                name=other.subject.name,
                contact=MayContact.NO,
                told_ground="",
            )
        with clock.at(slot.start + slot.pause):
            actions.relate_party(by=lead.actor, party=made, number=other.number)


def _call(course: Course, parent: Party) -> None:
    """The parent did not answer, and is called again where that was lately."""
    waits = course.story.closure is None and course.story.days_ago < RECENT
    actions.log_contact(
        by=course.by,
        case=course.case,
        said={
            "party": parent,
            "happened_at": clock.now(),
            "channel": ContactChannel.PHONE,
            "direction": Direction.OUT,
            "outcome": ContactOutcome.MESSAGE_LEFT,
            "answer_by": add_working_days(clock.today(), 2) if waits else None,
        },
        text=texts.CALL,
    )


def _party(by: Actor, case: Case, **own: Any) -> Party:
    usual = {
        "reach": "",
        "address_protected": False,
        "custody": Tristate.NO,
        "contact": MayContact.YES,
        "contact_terms": "",
        "told": MayKnow.NOTHING,
        "note": "",
        "since": clock.today(),
    }
    return actions.add_party(by=by, case=case, said=usual | own)
