"""The list: what is due first."""

from __future__ import annotations

from typing import cast

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from screening.filters import ScreeningFilter
from screening.models import Screening
from screening.models.screening import with_version
from screening.states import State
from screening.views.common import UNPROCESSABLE
from stopext.access.declare import PortalRequest, access
from stopext.access.models import ScopedQuerySet
from stopext.access.roles import Kind, Permission
from stopext.web.pagination import Page, paginate


@access(Permission.SCREEN)
@require_safe
def index(request: PortalRequest) -> HttpResponse:
    """Screenings the actor may see, earliest deadline first; filters and page in the address."""
    rows = with_version(Screening.objects.for_actor(request.actor))
    filters = ScreeningFilter(request.GET, queryset=rows, actor=request.actor)
    valid = filters.form.is_valid()
    found = cast(ScopedQuerySet, filters.qs) if valid else rows.none()
    page: Page[Screening] = paginate(
        found, ordering=["due_on", "pk"], cursor=request.GET.get("cursor"), scope=request.path
    )
    context = {
        "filters": filters,
        "form": filters.form,
        "page": page,
        "police": request.actor.kind is Kind.POLICE,
        "State": State,
        "filtered": bool(filters.active),
    }
    return render(request, "screening/list.html", context, status=200 if valid else UNPROCESSABLE)
