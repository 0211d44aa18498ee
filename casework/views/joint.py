"""Meetings of the info-house: those of a case, one's own, and the page of one."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeAlias
from uuid import UUID

from django.db.models import OuterRef, Subquery
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from casework.actions.joint import who_may_come
from casework.models import Case, JointMeeting
from casework.policies import Deed, check, may
from casework.queries.joint import (
    Record,
    about_the_same,
    coming,
    decisions,
    everybody,
    is_shared,
    own_meetings,
    plans,
    record,
    with_minutes,
)
from casework.rules.clocks import MEETING
from casework.rules.joint import NOT_SHARED
from casework.rules.legal import LEGAL_BASES, LegalBasis
from casework.rules.workflow import State
from casework.views.case_lookup import crumbs, get_case
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.declare import PortalRequest, access
from stopext.access.errors import Refused
from stopext.access.roles import Kind, Permission
from stopext.accounts.models import Authority
from stopext.web.pagination import paginate

PAST = "past"
View: TypeAlias = Callable[..., HttpResponse]


@access(Permission.VIEW_CASES)
@require_safe
def of_case(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Every meeting about a case with the police district, the newest first."""
    case, actor = get_case(request, pk), request.actor
    rows = with_minutes(JointMeeting.objects.for_actor(actor).filter(case=case))
    context = {
        "case": case,
        "meetings": list(rows.order_by("-at", "pk")),
        "may_plan": may(Deed.PLAN_MEETING, actor, case),
        "unshared": "" if is_shared(actor, case) else NOT_SHARED,
        "due_at": meet_before(case),
        "clock": MEETING.source,
        "breadcrumbs": crumbs(case, _("Møder med politiet")),
    }
    return render(request, "casework/joint/of_case.html", context)


@access(Permission.MEET)
@require_safe
def mine(request: PortalRequest) -> HttpResponse:
    """The meetings the reader takes part in or answers for: those to come, or all the others."""
    past = request.GET.get("show") == PAST
    rows = own_meetings(request.actor)
    ahead = coming(rows)
    rows = with_minutes(rows.exclude(pk__in=ahead.values("pk"))) if past else ahead
    page = paginate(
        rows,
        ordering=("-planned_at", "-id") if past else ("planned_at", "id"),
        cursor=request.GET.get("cursor"),
        scope=f"{request.path}?{PAST if past else ''}",
    )
    context = {"page": page, "past": past, "breadcrumbs": [(_("Mine møder"), "")]}
    return render(request, "casework/joint/mine.html", context)


@access(Permission.MEET)
@require_safe
def meeting(request: PortalRequest, pk: UUID) -> HttpResponse:
    """One meeting: its agenda, who is needed and why, what came of it."""
    row, actor = get_meeting(request, pk), request.actor
    planned, *earlier = plans(actor, row)
    case = led_case(actor, row)
    leads = actor.can(Permission.LEAD_MEETINGS)
    asked = everybody(actor, row, who_may_come(actor, case) if leads else None)
    invited = [one for one in asked if one.row.ended_at is None]
    mine = [one for one in invited if one.is_mine and one.papers]
    found = record(actor, row)
    context = {
        "row": row,
        "plan": planned,
        "earlier": earlier,
        "people": invited,
        "ended": [one.row for one in asked if one.row.ended_at is not None],
        "mine": mine,
        "is_police": actor.kind is Kind.POLICE,
        "bound": any(_is_bound(item) for one in mine for item in one.papers),
        "record": found,
        "may": deeds(actor, row, found, case),
        "others": list(about_the_same(actor, row)),
        **decided(actor, row),
        "breadcrumbs": meeting_crumbs(actor, row),
    }
    return render(request, "casework/joint/meeting.html", context)


def decided(actor: Actor, row: JointMeeting) -> dict[str, Any]:
    """What each authority has decided for itself, and the names of the two."""
    made = decisions(actor, row) if row.locked_at else []
    district = row.district_name  # type: ignore[attr-defined]  # from get_meeting
    return {
        "district": district,
        "sides": [
            (row.municipality_name, [one for one in made if one.of_municipality]),
            (district, [one for one in made if not one.of_municipality]),
        ],
    }


def get_meeting(request: PortalRequest, pk: UUID, deed: Deed | None = None) -> JointMeeting:
    """The meeting with the name of its district, where the reader sees it and, when it is only
    looked at, may do ``deed``.

    Raises:
        Http404: there is no such meeting for the actor. Refused: she may not.
    """
    district = Authority.objects.filter(pk=OuterRef("district_id")).values("name")[:1]
    rows = with_minutes(JointMeeting.objects.for_actor(request.actor))
    row: JointMeeting = get_object_or_404(rows.annotate(district_name=Subquery(district)), pk=pk)
    municipal = request.actor.kind is Kind.MUNICIPALITY
    if deed is not None and municipal and request.method != "POST":
        check(deed, request.actor, case_of(request.actor, row))
    return row


def leads_back(view: View) -> View:
    """A page that is refused because of where the meeting stands leads to the meeting."""

    @wraps(view)
    def led(request: PortalRequest, pk: UUID, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, pk, **kwargs)
        except Refused as reason:
            reason.ways = (
                (_("Tilbage til mødet"), reverse("casework:joint_meeting", args=[pk])),
                (_("Mine møder"), reverse("casework:own_meetings")),
            )
            raise

    return led


def check_open(
    request: PortalRequest,
    row: JointMeeting,
    *checks: Callable[[Actor, JointMeeting], None],
) -> None:
    """Refuse to draw a form of a meeting that is over, or that ``checks`` refuse; a sent one is
    refused by its action."""
    if request.method == "POST":
        return
    if not row.is_open:
        raise Refused(str(row.status.label))
    for refuse in checks:
        refuse(request.actor, row)


def led_case(actor: Actor, row: JointMeeting) -> Case | None:
    """The case of a meeting, for who leads it in the municipality."""
    leads = actor.can(Permission.LEAD_MEETINGS) and actor.kind is Kind.MUNICIPALITY
    return case_of(actor, row) if leads else None


def deeds(actor: Actor, row: JointMeeting, found: Record, case: Case | None) -> dict[str, bool]:
    """What the reader may do on the pages of a meeting with these minutes; ``case`` as
    :func:`led_case` says."""
    leads = actor.can(Permission.LEAD_MEETINGS)
    plans_it = case is not None
    writes = leads and (case is None or may(Deed.MEET, actor, case))
    cancels = case is not None and may(Deed.CANCEL_MEETING, actor, case)
    begun = row.planned_at <= clock.now()
    ahead = row.is_open and found.latest is None
    approved = found.approved_by(actor.authority_id) is not None
    return {
        "leads": leads,
        "shares": plans_it,
        "invite": writes and row.is_open and not found.approvals,
        "plan": writes and plans_it and ahead,
        "cancel": cancels and ahead,
        "minutes": writes and row.is_open and begun,
        "approve": writes and row.is_open and row.is_shared and not ahead and not approved,
        "after": writes and row.locked_at is not None,
    }


def _is_bound(item: Any) -> bool:
    """Whether a paper may not be used to investigate a crime."""
    return LEGAL_BASES[LegalBasis(item.legal_basis)].not_for_investigation


def case_of(actor: Actor, row: JointMeeting) -> Case:
    """The case of a meeting that the municipality sees."""
    case: Case = Case.objects.for_actor(actor).get(pk=row.case_id)
    return case


def meet_before(case: Case) -> Any:
    """When the info-house is to have met about a case that waits for that."""
    return case.due_at if case.state_code is State.ANALYSIS else None


def meeting_crumbs(actor: Actor, row: JointMeeting, *last: Any) -> list[tuple[Any, str]]:
    """Where a page stands: the case and its meetings, or for the police their own."""
    here = reverse("casework:joint_meeting", args=[row.pk]) if last else ""
    key = row.case_id
    above: list[tuple[Any, str]] = [(_("Mine møder"), reverse("casework:own_meetings"))]
    if actor.kind is Kind.MUNICIPALITY:
        above = [
            (_("Sager"), reverse("casework:list")),
            (row.case_number, reverse("casework:case", args=[key])),
            (_("Møder med politiet"), reverse("casework:joint_meetings", args=[key])),
        ]
    title = _("Møde om sag %s") % row.case_number
    return [*above, (title, here), *((label, "") for label in last)]
