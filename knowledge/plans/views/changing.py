"""What was changed between two versions of a plan."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from knowledge.plans.choices import PlanStatus
from knowledge.plans.difference import difference
from knowledge.plans.models import Plan
from knowledge.plans.views.public import get_place, versions, with_parts
from stopext.access.declare import PUBLIC, PortalRequest, access
from stopext.access.roles import Permission
from stopext.accounts.models import Authority
from stopext.web.caching import cached_when_anonymous


@access(PUBLIC)
@require_safe
@cached_when_anonymous
def between(request: HttpRequest, slug: str, version: str) -> HttpResponse:
    """A published version held against the one that it replaced."""
    place = get_place(slug)
    published = versions(place)
    at = next((at for at, plan in enumerate(published) if plan.version == version), None)
    if at is None or at + 1 == len(published):
        raise Http404
    pair = [published[at + 1].pk, published[at].pk]
    read = {plan.pk: plan for plan in with_parts(Plan.objects.published().filter(pk__in=pair))}
    older, newer = (read[key] for key in pair)
    return _show(request, place, difference(older, newer), slug=slug)


@access(Permission.VIEW_OWN_PLAN)
@require_safe
def of_draft(request: PortalRequest) -> HttpResponse:
    """The draft held against the plan in force; a page that says so while one is missing."""
    place = Authority.objects.get(pk=request.actor.authority_id)
    own = Plan.objects.for_actor(request.actor).filter(municipality=place)
    rows = with_parts(own.exclude(status=PlanStatus.ARCHIVED))
    plans = {plan.is_public: plan for plan in rows}
    found = difference(plans[True], plans[False]) if len(plans) > 1 else None
    return _show(request, place, found)


def _show(request: HttpRequest, place: Authority, found: Any, slug: str = "") -> HttpResponse:
    back = reverse("knowledge:plan", args=[slug]) if slug else reverse("knowledge:own_plan")
    context = {
        "place": place,
        "found": found,
        "decisions": found.newer.decisions.all() if found else (),
        "back": back,
        "breadcrumbs": [
            (_("Forside"), "/"),
            (_("Handlingsplaner"), reverse("knowledge:plans")),
            (place.name if slug else _("Jeres plan"), back),
            (_("Ændringer"), ""),
        ],
    }
    return render(request, "knowledge/plan_difference.html", context)
