"""What everybody reads: all 98 municipalities, one plan, its earlier versions, the template."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from knowledge.plans.choices import PlanLeg, PlanStatus
from knowledge.plans.difference import newest_first
from knowledge.plans.exchange.paper import paper
from knowledge.plans.filters import PlanFilter
from knowledge.plans.linter import number_of_remarks
from knowledge.plans.mapping import plan_map
from knowledge.plans.margin import boxes
from knowledge.plans.models import Plan, PlanTemplate, StatusReport
from knowledge.plans.outline import outline
from knowledge.plans.overview import overview
from knowledge.plans.periods import mark_replaced
from stopext.access.declare import PUBLIC, PortalRequest, access
from stopext.access.roles import AuthorityKind, Permission
from stopext.access.together import fetch
from stopext.accounts.models import Authority
from stopext.web.caching import cached_when_anonymous
from stopext.web.text import is_storable

#: Public status reports on the page of a plan: four years of half-years.
SHOWN = 8
PARTS = (
    *("goals", "plansections", "actions", "indicators", "actioncards", "effects", "decisions"),
)


@access(PUBLIC)
@require_safe
@cached_when_anonymous
def plan_list(request: HttpRequest) -> HttpResponse:
    """Every municipality with the state of its plan, those with one first."""
    filters = PlanFilter(request.GET)
    plans = {plan.municipality_id: plan for plan in Plan.objects.public()}
    found = list(filters.ordered)
    rows = [(place, plans.get(place.pk)) for place in found]
    context = {
        "filters": filters,
        "rows": rows,
        "with_plan": [(place, plan) for place, plan in rows if plan],
        "without_plan": [place for place, plan in rows if not plan],
        "map": plan_map(filters.queryset if filters.active else found, plans, found),
        "published": len(plans),
        "breadcrumbs": [(_("Forside"), "/"), (_("Handlingsplaner"), "")],
    }
    return render(request, "knowledge/plans.html", context)


@access(PUBLIC)
@require_safe
@cached_when_anonymous
def country(request: HttpRequest) -> HttpResponse:
    """All plans of the country, counted."""
    crumbs = [(_("Forside"), "/"), (_("Handlingsplaner"), reverse("knowledge:plans"))]
    context = {"found": overview(), "breadcrumbs": [*crumbs, (_("Overblik"), "")]}
    return render(request, "knowledge/plan_overview.html", context)


@access(PUBLIC)
@require_safe
@cached_when_anonymous
def plan(request: HttpRequest, slug: str) -> HttpResponse:
    """A municipality's public plan; without one a page that says so."""
    place = get_place(slug)
    found = with_parts(Plan.objects.public().filter(municipality=place)).first()
    return _show(request, place, found, is_own=False)


@access(PUBLIC)
@require_safe
@cached_when_anonymous
def earlier(request: HttpRequest, slug: str, version: str) -> HttpResponse:
    """A plan that was public and has been replaced."""
    place = get_place(slug)
    if not is_storable(version):
        raise Http404
    rows = Plan.objects.earlier().filter(municipality=place, version=version)
    found = with_parts(rows).first()
    if found is None:
        raise Http404
    return _show(request, place, found, is_own=False)


@access(PUBLIC)
@require_safe
@cached_when_anonymous
def plan_paper(request: HttpRequest, slug: str) -> HttpResponse:
    """A municipality's plan in force as PDF; 404 without one."""
    rows = Plan.objects.public().filter(municipality=get_place(slug))
    found = with_parts(rows.select_related("municipality")).first()
    if found is None:
        raise Http404
    name = f'attachment; filename="handlingsplan-{slug}.pdf"'
    return HttpResponse(
        paper(found), content_type="application/pdf", headers={"Content-Disposition": name}
    )


def get_place(slug: str) -> Authority:
    """The municipality at an address; 404 when there is none."""
    rows = Authority.objects.filter(kind=AuthorityKind.MUNICIPALITY, slug=slug)
    place = rows.first() if is_storable(slug) else None
    if place is None:
        raise Http404
    return place


@access(PUBLIC)
@require_safe
@cached_when_anonymous
def template(request: HttpRequest) -> HttpResponse:
    """The newest national template: the thirteen parts by the legs of the concept."""
    newest = PlanTemplate.newest()
    sections = list(newest.sections.all()) if newest else []
    legs = [(leg, [row for row in sections if row.leg == leg.value]) for leg in PlanLeg]
    context = {
        "template": newest,
        "legs": [(leg.label, rows) for leg, rows in legs if rows],
        "contents": [(row.get_kind_display(), row.anchor) for _leg, rows in legs for row in rows],
        "breadcrumbs": [
            (_("Forside"), "/"),
            (_("Handlingsplaner"), reverse("knowledge:plans")),
            (_("Skabelon"), ""),
        ],
    }
    return render(request, "knowledge/plan_template.html", context)


@access(Permission.VIEW_OWN_PLAN)
@require_safe
def own_plan(request: PortalRequest) -> HttpResponse:
    """The actor's own municipality's plan, also while it is a draft."""
    place = Authority.objects.get(pk=request.actor.authority_id)
    own = Plan.objects.for_actor(request.actor).filter(municipality=place)
    rows = own.exclude(status=PlanStatus.ARCHIVED).order_by("is_public")
    found = with_parts(rows).first()
    in_force = rows.filter(is_public=True).exists() if found and not found.is_public else False
    return _show(request, place, found, is_own=True, in_force=in_force)


def versions(place: Authority) -> list[Plan]:
    """What the municipality has published, the newest first."""
    return newest_first(Plan.objects.published().filter(municipality=place))


def with_parts(rows: Any, *, left_out: Collection[str] = ()) -> Any:
    """Plans with everything their page shows, or some of it. Two queries: measurements, of which
    there are many, come by themselves."""
    together = [part for part in PARTS if part not in left_out]
    return rows.prefetch_related("measurements").with_parts(*together)


def _show(
    request: HttpRequest,
    place: Authority,
    found: Plan | None,
    *,
    is_own: bool,
    in_force: bool = False,
) -> HttpResponse:
    crumbs = [
        (_("Forside"), "/"),
        (_("Handlingsplaner"), reverse("knowledge:plans")),
        (place.name, ""),
    ]
    actor = getattr(request, "actor", None) if is_own else None
    context = {
        "place": place,
        "plan": found,
        "is_own": is_own,
        "in_force": in_force,
        "can_write": actor is not None and actor.can(Permission.EDIT_OWN_PLAN),
        "can_adopt": actor is not None and actor.can(Permission.ADOPT_PLAN),
        "breadcrumbs": crumbs,
    }
    if found is None:
        return render(request, "knowledge/plan_missing.html", context)
    context["boxes"] = boxes(place, actor)
    frozen = StatusReport.objects.published().filter(municipality=place).defer("content")
    earlier, reports = fetch(
        Plan.objects.earlier().filter(municipality=place),
        frozen.select_related("plan")[:SHOWN],
    )
    context["earlier"] = newest_first(earlier)
    context["reports"] = mark_replaced(reports)
    if actor is not None and context["can_write"]:
        context["remarks"] = number_of_remarks(actor)
    return render(request, "knowledge/plan.html", {**context, **outline(found)})
