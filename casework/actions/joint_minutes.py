"""What came of a meeting of the info-house: who was there, the minutes both coordinators approve,
and what each authority then decides for itself."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from django.db import transaction
from django.utils.translation import gettext as _

from casework.actions.assessing import required
from casework.actions.joint import check_unsettled, noted, open_meeting, overtaken_by
from casework.actions.telling_district import tell_district
from casework.models import (
    JointApproval,
    JointAttendance,
    JointDecision,
    JointInvitee,
    JointMeeting,
    JointMinutes,
)
from casework.models.joint import side_of
from casework.policies import Deed
from casework.queries.joint import changes_of, own_decisions, parts, record, said_of_attendance
from casework.rules.codes import DecisionOutcome
from casework.rules.joint import (
    NOT_APPROVED,
    NOT_YET,
    UNREAD,
    WRITTEN,
    Attended,
    MeetingStatus,
)
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.errors import Conflict, Invalid, Refused
from stopext.access.roles import Kind
from stopext.notifications.actions import mark_read
from stopext.notifications.sending import notify

#: The texts of minutes, in the order of their page.
MINUTED = ("text", "disagreement", "recommendation")
#: Somebody who was invited, whether she was there, and who came instead.
Came: TypeAlias = tuple[JointInvitee, Attended, str]


@transaction.atomic
def record_attendance(
    *, by: Actor, meeting: JointMeeting, version: int, said: Iterable[Came]
) -> None:
    """Say of those who were invited whether they were there; said again, the newest counts.
    ``version`` is how often anything was said when the page was drawn.

    Raises:
        Refused: the role may not, or a side has approved the minutes. Conflict: it was said
            meanwhile.
        Invalid: the meeting has not begun, or nobody is named who came instead.
    """
    row, key = open_meeting(by, meeting, Deed.MEET)
    _begun(row)
    check_unsettled(by, row)
    if said_of_attendance(by, row) != version:
        raise overtaken_by(by, parts(JointAttendance, by, row).last())
    for invitee, attended, stand_in in said:
        if attended == Attended.STAND_IN:
            required(stand_in, _("Skriv, hvem der kom i stedet."))
        JointAttendance(
            **side_of(by, row), invitee=invitee, attended=attended, stand_in=stand_in
        ).save(force_insert=True)
    noted("meeting.attendance", key, row)


@transaction.atomic
def write_minutes(
    *,
    by: Actor,
    meeting: JointMeeting,
    version: int,
    text: str,
    disagreement: str = "",
    recommendation: str = "",
) -> JointMinutes:
    """Write the minutes, or write them anew: whoever had approved them approves again.
    ``version`` is how often they were written when the page was drawn.

    Raises:
        Refused: the role may not, or both have approved. Conflict: they were written meanwhile.
        Invalid: the meeting has not begun, or nothing is written.
    """
    row, key = open_meeting(by, meeting, Deed.MEET)
    _begun(row)
    found = record(by, row)
    number = found.number
    if number != version:
        raise overtaken_by(by, found.latest)
    made = JointMinutes(
        **side_of(by, row),
        number=number + 1,
        text=required(text, _("Skriv, hvad der blev talt om.")),
        disagreement=disagreement,
        recommendation=recommendation,
    )
    made.save(force_insert=True)
    _tell_other_side(by, row, f"{WRITTEN}{made.pk}")
    noted("meeting.minutes", key, row)
    return made


@transaction.atomic
def approve_minutes(
    *, by: Actor, meeting: JointMeeting, version: int, drawn: int | None = None
) -> JointMeeting:
    """Approve the minutes as they read, for the actor's side. With the other side's approval of the
    same text they stand for good. ``drawn`` is :func:`casework.queries.joint.changes_of` of what
    the page showed, where there was one: who took part is approved too.

    Raises:
        Refused: the role may not, both have approved, or the district cannot read them: nothing of
            the case is shared with it now.
        Conflict: they were written anew since ``version``, who took part was changed, or a
            colleague has approved them.
        Invalid: nothing is written.
    """
    row, key = open_meeting(by, meeting, Deed.MEET)
    if not row.is_shared:
        raise Refused(str(UNREAD))
    found = record(by, row)
    if found.latest is None:
        raise Invalid(_("Der er ikke skrevet noget referat endnu."))
    if found.number != version or drawn not in {None, changes_of(by, row, found)}:
        told = _("Referatet eller deltagerne er ændret, efter at du åbnede siden. Læs det igen.")
        raise Conflict(told)
    if found.approved_by(by.authority_id):
        raise Conflict(_("Referatet er allerede godkendt for jeres myndighed."))
    JointApproval(**side_of(by, row), minutes=found.latest).save(force_insert=True)
    if found.approvals:
        row.locked_at = clock.now()
        row.save(update_fields=["locked_at"])
    mark_read(by=by, about=row.pk)
    noted("meeting.approve", key, row)
    return row


@transaction.atomic
def add_to_minutes(*, by: Actor, meeting: JointMeeting, text: str) -> JointMinutes:
    """Add to minutes that both have approved.

    Raises:
        Refused: the role may not, or they are not approved yet. Invalid: nothing is written.
    """
    row, key = open_meeting(by, meeting, Deed.MEET, over=True)
    _approved(row)
    made = JointMinutes(
        **side_of(by, row),
        number=record(by, row).number + 1,
        is_addition=True,
        text=required(text, _("Skriv tilføjelsen.")),
    )
    made.save(force_insert=True)
    noted("meeting.add", key, row)
    return made


@transaction.atomic
def decide_after_meeting(
    *, by: Actor, meeting: JointMeeting, outcome: DecisionOutcome, reason: str, version: int = 0
) -> JointDecision:
    """What the actor's authority decides for itself; decided again, the newest counts.
    ``version`` is how often it had decided when the page was drawn.

    Raises:
        Refused: the role may not, or the recommendation is not approved yet.
        Conflict: it was decided meanwhile.
        Invalid: no reason.
    """
    row, key = open_meeting(by, meeting, Deed.MEET, over=True)
    _approved(row)
    made_before = own_decisions(by, row)
    if len(made_before) != version:
        raise overtaken_by(by, next(iter(made_before), None))
    made = JointDecision(
        **side_of(by, row),
        outcome=outcome,
        reason=required(reason, _("Skriv begrundelsen for beslutningen.")),
    )
    made.save(force_insert=True)
    noted("meeting.decide", key, row)
    return made


def _tell_other_side(by: Actor, meeting: JointMeeting, occasion: str) -> None:
    """Tell who can approve the minutes there: in the municipality who planned the meeting."""
    if by.kind is Kind.MUNICIPALITY:
        tell_district(meeting, occasion, everybody=False)
        return
    notify(
        "meeting",
        authority_id=meeting.municipality_id,
        to=[meeting.by_user],
        about=meeting.pk,
        occasion=occasion,
    )


def _begun(meeting: JointMeeting) -> None:
    if meeting.status == MeetingStatus.PLANNED:
        raise Invalid(str(NOT_YET))


def _approved(meeting: JointMeeting) -> None:
    if meeting.locked_at is None:
        raise Refused(str(NOT_APPROVED))
