"""The municipalities' action plans: the list of all 98 and one plan, read only."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from knowledge.plans.filters import PlanFilter
from knowledge.plans.models import Plan
from knowledge.plans.outline import outline
from stopext.access.declare import PUBLIC, PortalRequest, access
from stopext.access.roles import AuthorityKind, Permission
from stopext.accounts.models import Authority
from stopext.web.caching import cached_when_anonymous
from stopext.web.text import is_storable


@access(PUBLIC)
@require_safe
@cached_when_anonymous
def plan_list(request: HttpRequest) -> HttpResponse:
    """Every municipality with the state of its plan, those with one first."""
    filters = PlanFilter(request.GET)
    plans = {plan.municipality_id: plan for plan in Plan.objects.public()}
    rows = [(place, plans.get(place.pk)) for place in filters.ordered]
    context = {
        "filters": filters,
        "rows": rows,
        "with_plan": [(place, found) for place, found in rows if found],
        "without_plan": [place for place, found in rows if not found],
        "published": len(plans),
        "breadcrumbs": [(_("Forside"), "/"), (_("Handlingsplaner"), "")],
    }
    return render(request, "knowledge/plans.html", context)


@access(PUBLIC)
@require_safe
@cached_when_anonymous
def plan(request: HttpRequest, slug: str) -> HttpResponse:
    """A municipality's public plan; without one a page that says so."""
    if not is_storable(slug):
        raise Http404
    place = Authority.objects.filter(kind=AuthorityKind.MUNICIPALITY, slug=slug).first()
    if place is None:
        raise Http404
    found = with_parts(Plan.objects.public().filter(municipality=place)).first()
    return _show(request, place, found, is_own=False)


@access(Permission.VIEW_OWN_PLAN)
@require_safe
def own_plan(request: PortalRequest) -> HttpResponse:
    """The actor's own municipality's plan, also while it is a draft: the newest version."""
    place = Authority.objects.get(pk=request.actor.authority_id)
    own = Plan.objects.for_actor(request.actor).filter(municipality=place)
    found = with_parts(own).order_by("is_public", "-revision_due").first()
    return _show(request, place, found, is_own=True)


def with_parts(rows: Any) -> Any:
    """Plans with everything their page shows: a fixed number of queries."""
    goals = Prefetch("goals")
    return rows.prefetch_related(
        goals, "plansections", "actions", "indicators", "measurements", "actioncards"
    )


def _show(
    request: HttpRequest, place: Authority, found: Plan | None, *, is_own: bool
) -> HttpResponse:
    crumbs = [
        (_("Forside"), "/"),
        (_("Handlingsplaner"), reverse("knowledge:plans")),
        (place.name, ""),
    ]
    context = {"place": place, "plan": found, "is_own": is_own, "breadcrumbs": crumbs}
    if found is None:
        return render(request, "knowledge/plan_missing.html", context)
    return render(request, "knowledge/plan.html", {**context, **outline(found)})
