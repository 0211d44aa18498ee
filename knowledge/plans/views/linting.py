"""What the plans of the reader's own municipality lack. Nobody else sees it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from knowledge.plans.linter import reviews, show_examples
from stopext.access.declare import PortalRequest, access
from stopext.access.roles import Permission


@access(Permission.EDIT_OWN_PLAN)
@require_safe
def remarks(request: PortalRequest) -> HttpResponse:
    """Remarks on the draft and on the plan in force, each with a way to the field."""
    found = reviews(request.actor)
    for review in found:
        if not review.plan.is_public:
            show_examples(review)
    context = {
        "reviews": found,
        "has_draft": any(not one.plan.is_public for one in found),
        "breadcrumbs": [
            (_("Forside"), "/"),
            (_("Handlingsplaner"), reverse("knowledge:plans")),
            (_("Jeres plan"), reverse("knowledge:own_plan")),
            (_("Mangler og råd"), ""),
        ],
    }
    return render(request, "knowledge/plan_remarks.html", context)
