"""The municipality plans a meeting with the police district, moves it, or calls it off."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from casework import actions
from casework.actions.joint import PLANNED, check_ahead
from casework.forms.joint import CancelForm, MoveForm, PlanForm
from casework.models import Case, JointMeeting, JointPlan
from casework.policies import Deed
from casework.queries.joint import ahead, is_shared, plans
from casework.rules.joint import NOT_SHARED
from casework.views.case_forms import as_note, case_form
from casework.views.case_lookup import get_case
from casework.views.joint import (
    check_open,
    get_meeting,
    leads_back,
    meet_before,
    meeting_crumbs,
)
from stopext.access.declare import PortalRequest, access
from stopext.access.errors import Refused
from stopext.access.roles import Permission
from stopext.web.dates import format_date, format_datetime
from stopext.web.form_page import Done, FormPage, Place, answer

BOTH = ["GET", "HEAD", "POST"]
TEMPLATE = "casework/joint/form.html"


@access(Permission.SHARE_CASES)
@require_http_methods(BOTH)
def plan(request: PortalRequest, pk: UUID) -> HttpResponse:
    """When, where and about what."""
    case = get_case(request, pk, Deed.PLAN_MEETING)
    if request.method != "POST" and not is_shared(request.actor, case):
        refused = Refused(str(NOT_SHARED))
        there = reverse("casework:joint_meetings", args=[case.pk])
        refused.ways = ((_("Møder med politiet"), there),)
        raise refused

    def act(form: Any) -> Done:
        said = {name: form.cleaned_data[name] for name in PLANNED}
        said["another"] = form.cleaned_data.get("another", False)
        made = actions.plan_meeting(by=request.actor, case=case, **said)
        message = _("Mødet er planlagt. Indbyd nu dem, der er brug for.")
        return Done(reverse("casework:joint_meeting", args=[made.pk]), message)

    due = meet_before(case)
    lead = _("Mødet holdes med %s. Dens tovholder ser det i portalen, når det er gemt.")
    told = [lead % case.district_name]  # type: ignore[attr-defined]
    if due is not None:
        told.append(_("Infohuset skal mødes senest den %s.") % format_date(due))
    page = case_form(
        case,
        heading=_("Planlæg møde i infohuset"),
        button=_("Gem mødet"),
        lead=" ".join(told),
        make=partial(PlanForm, planned=next(iter(ahead(request.actor, case)), None)),
        act=act,
        draft=Place("joint-plan", case.pk),
        target=reverse("casework:joint_meetings", args=[case.pk]),
    )
    return answer(request, page)


@access(Permission.SHARE_CASES)
@require_http_methods(BOTH)
@leads_back
def move(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Another time, place or agenda, with the reason."""
    row = get_meeting(request, pk, Deed.PLAN_MEETING)
    check_open(request, row, check_ahead)
    known = plans(request.actor, row)

    def act(form: Any) -> str:
        said = {name: form.cleaned_data[name] for name in (*PLANNED, "reason", "version")}
        actions.move_meeting(by=request.actor, meeting=row, **said)
        return _("Mødet er ændret.")

    page = meeting_form(
        request,
        row,
        heading=_("Ret eller flyt mødet"),
        button=_("Gem ændringen"),
        make=partial(MoveForm, unmoved=known[0].planned_at),
        act=act,
        initial={**_stored(known[0]), "version": len(known)},
        draft=Place("joint-move", row.pk),
        whose=lambda _name: f"{known[0].by_name}, {format_datetime(known[0].at)}",
    )
    return answer(request, page)


@access(Permission.SHARE_CASES)
@require_http_methods(BOTH)
@leads_back
def cancel(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Call the meeting off."""
    row = get_meeting(request, pk, Deed.CANCEL_MEETING)
    check_open(request, row, check_ahead)

    def act(form: Any) -> str:
        actions.cancel_meeting(by=request.actor, meeting=row, reason=form.cleaned_data["reason"])
        return _("Mødet er aflyst.")

    page = meeting_form(
        request,
        row,
        heading=_("Aflys mødet"),
        button=_("Aflys mødet"),
        make=CancelForm,
        act=act,
        draft=Place("joint-cancel", row.pk),
        told=lambda: _cancelled(get_meeting(request, pk)),
        instead=lambda form: as_note(
            request.actor, Case(pk=row.case_id), form.cleaned_data["reason"]
        ),
    )
    return answer(request, page)


def meeting_form(
    request: PortalRequest,
    row: JointMeeting,
    *,
    heading: str,
    button: str,
    lead: str = "",
    template: str = TEMPLATE,
    context: dict[str, Any] | None = None,
    **own: Any,
) -> FormPage:
    """A form page about a meeting; it leads back to the meeting."""
    frame = {
        "row": row,
        "heading": heading,
        "lead": lead,
        "button": button,
        "breadcrumbs": meeting_crumbs(request.actor, row, heading),
        **(context or {}),
    }
    return FormPage(
        template=template,
        back_url=reverse("casework:joint_meeting", args=[row.pk]),
        context=lambda _form: frame,
        **own,
    )


def _stored(row: JointPlan) -> dict[str, Any]:
    local = timezone.localtime(row.planned_at)
    return {
        "planned_on": local.date(),
        "planned_time": local.time().replace(second=0, microsecond=0),
        "place": row.place,
        "agenda": row.agenda,
    }


def _cancelled(row: JointMeeting) -> list[tuple[Any, Any]]:
    """What somebody else has written."""
    if row.cancelled_at is None:
        return []
    return [
        (_("Aflyst"), f"{row.cancelled_by_name}, {format_datetime(row.cancelled_at)}"),
        (_("Hvorfor"), row.cancel_reason),
    ]
