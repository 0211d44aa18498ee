"""A meeting of the info-house: planned by the municipality, prepared by both sides."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from casework.actions.assessing import required
from casework.actions.colleagues import who_read
from casework.actions.rows import lock_case, signed, touch
from casework.actions.telling_district import tell_district
from casework.models import (
    Case,
    DisclosureItem,
    JointInvitee,
    JointMeeting,
    JointPaper,
    JointPlan,
)
from casework.models.joint import MeetingPart, side_of
from casework.policies import PERMISSION, Deed, check
from casework.queries.joint import ahead, is_shared, items, parts, plans, record, times_chosen
from casework.rules.joint import (
    CANCELLED,
    FAST,
    HELD,
    INVITED_AS,
    MOVED,
    NOT_SHARED,
    PLANNED_NOW,
    SETTLED,
    MeetingStatus,
)
from casework.rules.legal import TO_MEET
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.errors import Conflict, Invalid, NotYourRole, Refused
from stopext.access.roles import Kind, Role
from stopext.access.scoping import ScopedQuerySet
from stopext.accounts.models import Membership, in_force
from stopext.audit.record import note
from stopext.notifications.sending import notify
from stopext.web.dates import format_datetime

#: Columns of a plan and of an invitation, in the order of their pages.
PLANNED = ("planned_at", "place", "agenda")
INVITED = ("outside", "reason", "legal_basis", "brings", "sees")


@transaction.atomic
def plan_meeting(
    *, by: Actor, case: Case, planned_at: datetime, place: str, agenda: str, another: bool = False
) -> JointMeeting:
    """Plan a meeting with the police district about a case of which something is shared with it.
    ``another``: one beside those that are still to come.

    Raises:
        Refused: the role may not, the case has ended, or nothing is shared.
        Invalid: a text is missing, the time has passed, or one is planned already.
    """
    row = lock_case(by, case)
    check(Deed.PLAN_MEETING, by, row)
    if not is_shared(by, row):
        raise Refused(str(NOT_SHARED))
    if not another and (others := ahead(by, row)):
        told = _("Der er allerede planlagt et møde den %s om sagen. Sæt kryds for endnu et.")
        raise Invalid(told % format_datetime(others[0].planned_at), "another")
    made = JointMeeting(
        **signed(by, row),
        district_id=row.district_id,
        case_number=row.number,
        municipality_name=by.authority_name,
        planned_at=_to_come(planned_at),
    )
    made.save(force_insert=True)
    _plan(by, made, planned_at=planned_at, place=place, agenda=agenda)
    tell_district(made, PLANNED_NOW)
    touch(row)
    noted("meeting.plan", row.log_key, made)
    return made


@transaction.atomic
def move_meeting(
    *,
    by: Actor,
    meeting: JointMeeting,
    version: int,
    planned_at: datetime,
    place: str,
    agenda: str,
    reason: str,
) -> JointPlan:
    """Plan the meeting anew. ``version`` is how many plans the page was drawn from.

    Raises:
        Refused: the role may not, or the meeting is over or has minutes. Conflict: it was planned
            anew meanwhile. Invalid: a text is missing, or another time has passed.
    """
    row, key = open_meeting(by, meeting, Deed.PLAN_MEETING)
    check_ahead(by, row)
    newest, *earlier = plans(by, row)
    if len(earlier) + 1 != version:
        raise overtaken_by(by, newest)
    required(reason, _("Skriv, hvorfor mødet ændres."))
    if planned_at != row.planned_at:
        row.planned_at = _to_come(planned_at)
        row.save(update_fields=["planned_at"])
    made = _plan(by, row, reason=reason, planned_at=planned_at, place=place, agenda=agenda)
    _tell(by, row, f"{MOVED}{made.pk}")
    noted("meeting.move", key, row)
    return made


@transaction.atomic
def cancel_meeting(*, by: Actor, meeting: JointMeeting, reason: str) -> JointMeeting:
    """Call a meeting off, once; both sides read why.

    Raises:
        Refused: the role may not, or there are minutes. Conflict: it was called off.
        Invalid: no reason.
    """
    row, key = open_meeting(by, meeting, Deed.CANCEL_MEETING)
    check_ahead(by, row)
    row.cancel_reason = required(reason, _("Skriv, hvorfor mødet aflyses."))
    row.cancelled_at, row.cancelled_by, row.cancelled_by_name = clock.now(), by.user_id, by.name
    row.save(update_fields=["cancel_reason", "cancelled_at", "cancelled_by", "cancelled_by_name"])
    _tell(by, row, CANCELLED)
    noted("meeting.cancel", key, row)
    return row


@transaction.atomic
def invite(
    *,
    by: Actor,
    meeting: JointMeeting,
    said: Mapping[str, Any],
    person: Membership | None,
    papers: Collection[UUID | str] = (),
) -> JointInvitee:
    """Invite somebody who is needed: ``person`` of the actor's own authority, or without one
    somebody from outside. ``said`` holds the columns ``INVITED``; ``papers`` are items that are
    shared with the district today.

    Raises:
        Refused: the role may not, the meeting is over, or one side has approved its minutes.
        Invalid: she is not among :func:`to_invite` or is invited already, a text is missing, the
            legal basis is not one to meet on, or a paper is not shared.
    """
    row, key = open_meeting(by, meeting, Deed.MEET)
    check_unsettled(by, row)
    if person is None:
        required(said["outside"], _("Vælg en kollega, eller skriv funktion og myndighed."))
    elif str(person.pk) in already_invited(by, row):
        raise Invalid(_("%s er allerede indbudt.") % person.name, "person")
    elif not to_invite(by, row).filter(pk=person.pk).exists():
        raise Invalid(_("%s kan ikke længere se sagen.") % person.name, "person")
    for name in ("reason", "brings", "sees"):
        required(said[name], _("Skriv, hvorfor personen er med, og hvad der må deles."))
    if said["legal_basis"] not in TO_MEET:
        raise Invalid(_("Vælg et grundlag, som et møde med politiet kan hvile på."), "legal_basis")
    given = {name: said[name] for name in INVITED}
    if person is not None:
        given |= {"user_id": person.user_id, "name": person.name, "outside": ""}
    made = JointInvitee(**side_of(by, row), **given)
    made.save(force_insert=True)
    if papers:
        _set_papers(by, row, made, papers)
    if person is not None and person.user_id != by.user_id:
        notify(
            "meeting",
            authority_id=by.authority_id,
            to=[person.user_id],
            about=row.pk,
            occasion=f"{INVITED_AS}{made.pk}",
        )
    noted("meeting.invite", key, row)
    return made


@transaction.atomic
def end_invitation(*, by: Actor, invitee: JointInvitee) -> None:
    """Take an invitation back, once: she sees the meeting no more by it.

    Raises:
        Refused: the role may not, it is the other side's, or as :func:`invite`.
        Conflict: it has been taken back.
    """
    row, key = open_meeting(by, invitee.meeting, Deed.MEET)
    check_unsettled(by, row)
    asked = _own(by, row, invitee)
    for paper in parts(JointPaper, by, row).filter(invitee=asked, ended_at__isnull=True):
        _end(by, paper)
    _end(by, asked)
    noted("meeting.uninvite", key, row)


@transaction.atomic
def choose_papers(
    *, by: Actor, invitee: JointInvitee, version: int, papers: Collection[UUID | str]
) -> JointInvitee:
    """Say anew what one invitee reads at the meeting, of what is shared with the district today.
    ``version`` is how often that was changed when the page was drawn.

    Raises:
        Refused: as :func:`end_invitation`. Conflict: it was changed meanwhile.
        Invalid: an item is not shared (any longer).
    """
    row, key = open_meeting(by, invitee.meeting, Deed.MEET)
    check_unsettled(by, row)
    asked = _own(by, row, invitee)
    if times_chosen(by, row, asked) != version:
        raise _papers_changed(by, row, asked)
    _set_papers(by, row, asked, papers)
    noted("meeting.papers", key, row)
    return asked


def overtaken(by: Actor, user_id: UUID | None, name: str) -> Conflict:
    """What is said of a form that is older than what ``user_id`` saved; her own second window is
    nobody else. Without one, that the page is not of this meeting as it is."""
    if user_id is None:
        return Conflict(_("Siden passer ikke til mødet, som det er nu. Hent den igen."))
    if user_id == by.user_id:
        return Conflict(_("Du har selv gemt her i et andet vindue, mens du skrev."))
    return Conflict(_("%s har gemt her, mens du skrev.") % name)


def overtaken_by(by: Actor, last: MeetingPart | None) -> Conflict:
    """The same of the row that was saved last."""
    return overtaken(by, last.by_user if last else None, last.by_name if last else "")


def to_invite(by: Actor, meeting: JointMeeting) -> ScopedQuerySet:
    """Colleagues of the actor's authority who can be invited, by name: without those who are."""
    municipal = by.kind is Kind.MUNICIPALITY
    case = Case.objects.for_actor(by).get(pk=meeting.case_id) if municipal else None
    asked = _asked(by, meeting)
    free: ScopedQuerySet = who_may_come(by, case).exclude(user_id__in=asked.values("user_id"))
    return free.order_by("name", "pk")


def already_invited(by: Actor, meeting: JointMeeting) -> dict[str, str]:
    """Names of the actor's colleagues who are invited, by the key of their membership."""
    users = _asked(by, meeting).values("user_id")
    rows = Membership.objects.for_actor(by).filter(user_id__in=users)
    return {str(pk): name for pk, name in rows.values_list("pk", "name")}


def who_may_come(by: Actor, case: Case | None) -> ScopedQuerySet:
    """Colleagues of the actor's authority who see a meeting that they are invited to: in the
    municipality those who may read its ``case``, in the district its officers."""
    if case is not None:
        return who_read(by, case)
    roles = (Role.OFFICER, Role.POLICE_COORDINATOR)
    rows: ScopedQuerySet = Membership.objects.for_actor(by).filter(in_force(), role__in=roles)
    return rows


def open_meeting(
    by: Actor, meeting: JointMeeting, deed: Deed, *, over: bool = False
) -> tuple[JointMeeting, bytes | None]:
    """The meeting as it is now, locked, and the key under which the log gathers the citizen, where
    the actor sees the case. ``over``: also when both have approved the minutes.

    Raises:
        Refused: the role may not, the case has ended, or both have approved, unless ``over``.
        Conflict: the meeting was called off.
        JointMeeting.DoesNotExist: she does not see it (any longer).
    """
    if not by.can(PERMISSION[deed]):
        raise NotYourRole(_("Din rolle giver ikke adgang til at gøre dette."))
    key = None
    if by.kind is Kind.MUNICIPALITY:
        case = lock_case(by, Case(pk=meeting.case_id))
        check(deed, by, case)
        touch(case)
        key = case.log_key
    row: JointMeeting = (
        JointMeeting.objects.for_actor(by).select_for_update(of=("self",)).get(pk=meeting.pk)
    )
    if row.cancelled_at is not None:
        raise Conflict(str(MeetingStatus.CANCELLED.label))
    if row.locked_at is not None and not over:
        raise Refused(str(FAST))
    return row, key


def check_ahead(by: Actor, meeting: JointMeeting) -> None:
    """Refuse to plan anew or call off what there are minutes of: it has been held."""
    if record(by, meeting).latest is not None:
        raise Refused(str(HELD))


def check_unsettled(by: Actor, meeting: JointMeeting) -> None:
    """Refuse to change who is invited or was there once a side has approved the minutes: they say
    who took part."""
    approvals = record(by, meeting).approvals
    if approvals:
        raise Refused(str(SETTLED) % approvals[0].by_name)


def _to_come(planned_at: datetime) -> datetime:
    if planned_at <= clock.now():
        raise Invalid(_("Mødet skal ligge senere end nu."), "planned_on")
    return planned_at


def _plan(by: Actor, meeting: JointMeeting, *, reason: str = "", **said: Any) -> JointPlan:
    required(said["place"], _("Skriv, hvor mødet holdes."))
    required(said["agenda"], _("Skriv mindst ét punkt på dagsordenen."))
    made = JointPlan(**side_of(by, meeting), reason=reason, **said)
    made.save(force_insert=True)
    return made


def _own(by: Actor, meeting: JointMeeting, invitee: JointInvitee) -> JointInvitee:
    rows = JointInvitee.objects.for_actor(by).filter(
        meeting=meeting, authority_id=by.authority_id, pk=invitee.pk
    )
    row: JointInvitee | None = rows.select_for_update(of=("self",)).first()
    if row is None:
        raise Refused(_("Det er den anden myndighed, der har indbudt."))
    if row.ended_at is not None:
        raise Conflict(_("Indbydelsen er allerede trukket tilbage."))
    return row


def _papers_changed(by: Actor, meeting: JointMeeting, invitee: JointInvitee) -> Conflict:
    rows = parts(JointPaper, by, meeting).filter(invitee=invitee)
    last: JointPaper | None = max(rows, key=lambda row: row.ended_at or row.at, default=None)
    if last is not None and last.ended_by is not None:
        return overtaken(by, last.ended_by, last.ended_by_name)
    return overtaken_by(by, last)


def _end(by: Actor, row: JointInvitee | JointPaper) -> None:
    row.ended_at, row.ended_by, row.ended_by_name = clock.now(), by.user_id, by.name
    row.save(update_fields=["ended_at", "ended_by", "ended_by_name"])


def _set_papers(
    by: Actor, meeting: JointMeeting, invitee: JointInvitee, papers: Collection[UUID | str]
) -> None:
    wanted, user = {str(key) for key in papers}, invitee.user_id
    if user is None:
        if wanted:
            raise Invalid(_("Kun den, der kan logge ind, får papirer her."), "papers")
        return
    offered: dict[str, DisclosureItem] = {str(item.pk): item for item in items(by, meeting)}
    if not wanted <= {*offered}:
        raise Invalid(_("En af oplysningerne deles ikke længere. Hent siden igen."), "papers")
    now = parts(JointPaper, by, meeting).filter(invitee=invitee, ended_at__isnull=True)
    there = {str(paper.item_id): paper for paper in now}
    for gone in there.keys() - wanted:
        _end(by, there[gone])
    for key in sorted(wanted - there.keys()):
        JointPaper(**side_of(by, meeting), invitee=invitee, item=offered[key], user_id=user).save(
            force_insert=True
        )


def _asked(by: Actor, meeting: JointMeeting) -> ScopedQuerySet:
    """The actor's colleagues who are invited."""
    return parts(JointInvitee, by, meeting).filter(
        ended_at__isnull=True, authority_id=by.authority_id, user_id__isnull=False
    )


def _tell(by: Actor, meeting: JointMeeting, occasion: str) -> None:
    """Tell those of both sides who take part."""
    tell_district(meeting, occasion)
    asked = _asked(by, meeting)
    users = set(asked.values_list("user_id", flat=True)) - {by.user_id}
    notify("meeting", authority_id=by.authority_id, to=users, about=meeting.pk, occasion=occasion)


def noted(action: str, key: bytes | None, meeting: JointMeeting) -> None:
    """The one event of an action."""
    note(action, "casework.jointmeeting", meeting.pk, subject_key=key)
