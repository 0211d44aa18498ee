"""The list: what is due first."""

from __future__ import annotations

from django.db.models import Case, SmallIntegerField, Value, When
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from screening.engine.states import State
from screening.filters import ScreeningFilter
from screening.models import Screening
from screening.models.screening import with_version
from stopext.access.declare import PortalRequest, access
from stopext.access.roles import Kind, Permission
from stopext.web.pagination import Page, paginate


@access(Permission.SCREEN)
@require_safe
def index(request: PortalRequest) -> HttpResponse:
    """Screenings the actor may see: open ones first, then the earliest deadline; filters and page
    in the address."""
    rows = with_version(Screening.objects.for_actor(request.actor))
    filters = ScreeningFilter(request.GET, rows, actor=request.actor)
    open_first = When(state=State.OPEN.value, then=Value(0))
    sorted_out = filters.qs.annotate(
        is_done=Case(open_first, default=Value(1), output_field=SmallIntegerField())
    )
    page: Page[Screening] = paginate(
        sorted_out,
        ordering=["is_done", "due_on", "pk"],
        cursor=request.GET.get("cursor"),
        scope=request.path,
    )
    context = {
        "filters": filters,
        "page": page,
        "police": request.actor.kind is Kind.POLICE,
        "State": State,
    }
    return render(request, "screening/list.html", context, status=filters.status)
