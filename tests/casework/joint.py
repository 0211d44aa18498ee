"""A meeting of the info-house for tests: planned, prepared, held and approved."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from typing import Any

from casework import actions
from casework.actions.joint import to_invite
from casework.models import Case, Disclosure, DisclosureItem, JointInvitee, JointMeeting
from casework.queries.shareable import shareable_items
from casework.rules.codes import Tristate
from casework.rules.legal import LegalBasis
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.accounts.models import Membership
from tests.casework.samples import another_case
from tests.support.world import Person

AGENDA = "Skolens bekymring\nHvad ved politiet?"


def shared(by: Actor, case: Case, days: int = 30) -> Disclosure:
    """Everything that can be passed on, for the district."""
    return actions.share(
        by=by,
        case=case,
        items=[item.key for item in shareable_items(case)],
        legal_basis=LegalBasis.RPL_115_1,
        necessity="Nødvendigt for samarbejdet om borgeren.",
        expires_on=clock.today() + timedelta(days=days),
        acknowledged=True,
        citizen_informed=Tristate.YES,
    )


def planned(by: Actor, case: Case, **changes: Any) -> JointMeeting:
    """A meeting in a week."""
    usual: dict[str, Any] = {
        "planned_at": clock.now() + timedelta(days=7),
        "place": "Rådhuset, lokale 2",
        "agenda": AGENDA,
        "another": True,
    }
    return actions.plan_meeting(by=by, case=case, **usual | changes)


def shared_and_planned(lead: Person) -> JointMeeting:
    """A new case, shared, with a meeting in a week."""
    with lead.acts():
        case = another_case(lead.actor, "Birk Modelsen")
        shared(lead.actor, case)
        return planned(lead.actor, case)


def begun(lead: Person) -> JointMeeting:
    """The same, on the day after it was to be held."""
    with clock.at(clock.now() - timedelta(days=8)):
        return shared_and_planned(lead)


def said(**changes: Any) -> dict[str, Any]:
    """What an invitation says."""
    usual = {
        "outside": "",
        "reason": "Kender borgeren fra skolen",
        "legal_basis": LegalBasis.RPL_115_1,
        "brings": "Fravær og venner",
        "sees": "Bekymringen",
    }
    return usual | changes


def colleague(by: Actor, meeting: JointMeeting, person: Person) -> Membership:
    """Somebody of the actor's own authority who can be invited."""
    found: Membership = to_invite(by, meeting).get(pk=person.membership.pk)
    return found


def invited(
    lead: Person, meeting: JointMeeting, person: Person, papers: Collection[Any] = ()
) -> JointInvitee:
    """Invite somebody of one's own side."""
    with lead.acts():
        return actions.invite(
            by=lead.actor,
            meeting=meeting,
            said=said(),
            person=colleague(lead.actor, meeting, person),
            papers=papers,
        )


def items_of(person: Person, meeting: JointMeeting) -> list[DisclosureItem]:
    """What is shared of the case."""
    with person.acts():
        rows = DisclosureItem.objects.for_actor(person.actor).filter(case=meeting.case_id)
        return list(rows.order_by("position"))


def seen(person: Person, meeting: JointMeeting) -> JointMeeting | None:
    """The meeting as somebody sees it."""
    with person.acts():
        found: JointMeeting | None = (
            JointMeeting.objects.for_actor(person.actor).filter(pk=meeting.pk).first()
        )
        return found


def approved(lead: Person, police: Person, meeting: JointMeeting) -> JointMeeting:
    """Minutes that both approve."""
    with lead.acts():
        actions.write_minutes(
            by=lead.actor,
            meeting=meeting,
            version=0,
            text="Skolen fortalte.",
            recommendation="En mentor.",
        )
        actions.approve_minutes(by=lead.actor, meeting=meeting, version=1)
    with police.acts():
        return actions.approve_minutes(by=police.actor, meeting=meeting, version=1)
