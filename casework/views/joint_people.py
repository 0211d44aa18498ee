"""Who is needed at a meeting of the info-house, what each reads there, and who came."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from casework import actions
from casework.actions.joint import INVITED, already_invited, check_unsettled, to_invite
from casework.forms.joint import (
    AttendanceForm,
    EndInvitationForm,
    InviteForm,
    PapersForm,
    stored_attendance,
)
from casework.models import JointInvitee, JointMeeting
from casework.policies import Deed
from casework.queries.joint import (
    items,
    papers_of,
    parts,
    people,
    said_of_attendance,
    times_chosen,
)
from casework.rules.joint import NOT_YET, MeetingStatus
from casework.views.joint import check_open, get_meeting, leads_back
from casework.views.joint_plan import meeting_form
from stopext.access.declare import PortalRequest, access
from stopext.access.errors import Refused
from stopext.access.roles import Permission
from stopext.web.dates import format_datetime
from stopext.web.form_page import Place, answer

BOTH = ["GET", "HEAD", "POST"]


@access(Permission.LEAD_MEETINGS)
@require_http_methods(BOTH)
@leads_back
def invite(request: PortalRequest, pk: UUID) -> HttpResponse:
    """One who is needed, why, and what she may bring and see."""
    row = get_meeting(request, pk, Deed.MEET)
    check_open(request, row, check_unsettled)

    def act(form: Any) -> str:
        said = form.cleaned_data
        actions.invite(
            by=request.actor,
            meeting=row,
            said={name: said[name] for name in INVITED},
            person=said["person"],
            papers=said["papers"],
        )
        return _("Indbydelsen er gemt.")

    page = meeting_form(
        request,
        row,
        heading=_("Indbyd til mødet"),
        button=_("Gem indbydelsen"),
        lead=_(
            "Indbyd kun dem, der er brug for. Jeres egen myndighed indbyder sine egne. Alle, der"
            " ser mødet, også hos den anden myndighed, læser det, du skriver."
        ),
        make=partial(
            InviteForm,
            people=list(to_invite(request.actor, row)),
            already=already_invited(request.actor, row),
            offered=list(items(request.actor, row)),
        ),
        act=act,
        draft=Place("joint-invite", row.pk),
    )
    return answer(request, page)


@access(Permission.LEAD_MEETINGS)
@require_http_methods(BOTH)
@leads_back
def papers(request: PortalRequest, pk: UUID, invitee: UUID) -> HttpResponse:
    """What one invitee reads at the meeting."""
    row = get_meeting(request, pk, Deed.MEET)
    check_open(request, row, check_unsettled)
    asked = _own_invitee(request, row, invitee)

    def act(form: Any) -> str:
        said = {name: form.cleaned_data[name] for name in ("papers", "version")}
        actions.choose_papers(by=request.actor, invitee=asked, **said)
        return _("Papirerne er gemt.")

    chosen = [str(item.pk) for item in papers_of(request.actor, row, asked)]
    page = meeting_form(
        request,
        row,
        heading=_("Papirer til %s") % asked,
        button=_("Gem papirerne"),
        make=partial(PapersForm, offered=list(items(request.actor, row))),
        act=act,
        initial={"papers": chosen, "version": times_chosen(request.actor, row, asked)},
    )
    return answer(request, page)


@access(Permission.LEAD_MEETINGS)
@require_http_methods(BOTH)
@leads_back
def uninvite(request: PortalRequest, pk: UUID, invitee: UUID) -> HttpResponse:
    """Take an invitation back."""
    row = get_meeting(request, pk, Deed.MEET)
    check_open(request, row, check_unsettled)
    asked = _own_invitee(request, row, invitee)
    if asked.ended_at is not None and request.method != "POST":
        return redirect("casework:joint_meeting", row.pk)

    def act(_form: Any) -> str:
        actions.end_invitation(by=request.actor, invitee=asked)
        return _("Indbydelsen er trukket tilbage.")

    page = meeting_form(
        request,
        row,
        heading=_("Træk indbydelsen til %s tilbage") % asked,
        button=_("Træk indbydelsen tilbage"),
        lead=_("Den, der kun ser mødet, fordi hun eller han er indbudt, ser det ikke længere."),
        make=EndInvitationForm,
        act=act,
        told=lambda: _taken_back(_own_invitee(request, row, invitee)),
    )
    return answer(request, page)


@access(Permission.LEAD_MEETINGS)
@require_http_methods(BOTH)
@leads_back
def attendance(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Who of those invited was there."""
    row = get_meeting(request, pk, Deed.MEET)
    check_open(request, row, check_unsettled)
    if request.method != "POST" and row.status == MeetingStatus.PLANNED:
        raise Refused(str(NOT_YET))
    invited = people(request.actor, row)

    def act(form: Any) -> str:
        actions.record_attendance(
            by=request.actor,
            meeting=row,
            version=form.cleaned_data["version"],
            said=form.said(),
        )
        return _("Fremmødet er gemt.")

    page = meeting_form(
        request,
        row,
        heading=_("Hvem var med?"),
        button=_("Gem fremmødet"),
        make=partial(AttendanceForm, people=invited),
        act=act,
        initial={
            **stored_attendance(invited),
            "version": said_of_attendance(request.actor, row),
        },
        draft=Place("joint-attendance", row.pk),
    )
    return answer(request, page)


def _taken_back(asked: JointInvitee) -> list[tuple[Any, Any]]:
    """By whom, and when."""
    if asked.ended_at is None:
        return []
    told = f"{asked.ended_by_name}, {format_datetime(asked.ended_at)}"
    return [(_("Indbydelsen er trukket tilbage"), told)]


def _own_invitee(request: PortalRequest, row: JointMeeting, pk: UUID) -> JointInvitee:
    """Somebody the reader's own side has invited. That she no longer is, the actions say."""
    rows = parts(JointInvitee, request.actor, row).filter(authority_id=request.actor.authority_id)
    found: JointInvitee = get_object_or_404(rows, pk=pk)
    found.meeting = row
    return found
