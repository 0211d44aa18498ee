"""The page of the throw-away app."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from stopext.access.declare import PortalRequest, access
from stopext.access.roles import Permission
from tests.visits.models import VisitKind


@access(Permission.VIEW_CASES)
@require_safe
def kinds(request: PortalRequest) -> HttpResponse:
    """All kinds."""
    return render(request, "visits/kinds.html", {"kinds": VisitKind.objects.order_by("name")})
