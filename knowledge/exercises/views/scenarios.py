"""The library of scenarios: public."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from knowledge.exercises.models import Scenario
from stopext.access.declare import PUBLIC, access
from stopext.access.roles import Permission
from stopext.web.caching import cached_when_anonymous


@access(PUBLIC)
@require_safe
@cached_when_anonymous
def library(request: HttpRequest) -> HttpResponse:
    """All scenarios."""
    context = {
        "scenarios": list(Scenario.objects.all()),
        "breadcrumbs": [(_("Forside"), "/"), (_("Scenarier"), "")],
    }
    return render(request, "exercises/scenarios.html", context)


@access(PUBLIC)
@require_safe
@cached_when_anonymous
def show(request: HttpRequest, key: str) -> HttpResponse:
    """One scenario, to read and to print."""
    row = get_object_or_404(Scenario, key=key)
    actor = getattr(request, "actor", None)
    context = {
        "scenario": row,
        "can_plan": actor is not None and actor.can(Permission.EDIT_OWN_PLAN),
        "breadcrumbs": [
            (_("Forside"), "/"),
            (_("Scenarier"), reverse("exercises:scenarios")),
            (row.title, ""),
        ],
    }
    return render(request, "exercises/scenario.html", context)
