"""The worklist: the cases a person may see, the most urgent first."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from casework.filters import CaseFilter
from casework.models import Case, Report
from casework.rules.codes import ReportStatus
from casework.rules.workflow import State
from casework.views.intake_pages import INTAKE
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.declare import PortalRequest, access
from stopext.access.roles import Permission
from stopext.access.scoping import ScopedQuerySet
from stopext.audit.record import note
from stopext.web import wizard
from stopext.web.pagination import paginate


@dataclass(frozen=True, slots=True)
class StateCount:
    """How many visible cases are in a state."""

    state: State
    count: int
    chosen: bool


@access(Permission.VIEW_CASES)
@require_safe
def worklist(request: PortalRequest) -> HttpResponse:
    """Filters in the address, one page of cases, and how many there are in each state."""
    seen = Case.objects.for_actor(request.actor)
    filters = CaseFilter(request.GET, seen, actor=request.actor)
    page = paginate(
        filters.qs.select_related("subject"),
        ordering=filters.ordering,
        cursor=request.GET.get("cursor"),
        scope=request.path,
    )
    context = {
        "filters": filters,
        "page": page,
        "counts": state_counts(
            filters.in_every_state(seen), str(filters.given.get("status") or "")
        ),
        "unfinished": wizard.unfinished(request.actor, INTAKE),
        "reports": waiting_reports(request.actor),
        "today": clock.today(),
    }
    return render(request, "casework/list/list.html", context, status=filters.status)


def state_counts(cases: ScopedQuerySet, chosen: str) -> list[StateCount]:
    """How many of ``cases`` are in each state, in the order of the states; one query."""
    rows = cases.order_by().values("state").annotate(count=Count("pk"))
    found = {row["state"]: row["count"] for row in rows}
    note("count", "casework.case", result_count=sum(found.values()))
    return [
        StateCount(state, found[state.value], state.value == chosen)
        for state in State
        if state.value in found
    ]


def waiting_reports(actor: Actor) -> int:
    """Reported concerns nobody has taken up."""
    if not actor.can(Permission.TRIAGE_CASES):
        return 0
    waiting: int = Report.objects.for_actor(actor).filter(status=ReportStatus.RECEIVED).count()
    return waiting
