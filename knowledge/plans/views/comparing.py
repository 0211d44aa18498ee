"""Municipalities that are built alike, and their plans beside each other."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from knowledge.likeness import words
from knowledge.likeness.facts import Theme, municipalities
from knowledge.plans.alike import alike
from knowledge.plans.beside import MOST, chosen, columns, sections
from knowledge.plans.models import Plan
from knowledge.plans.views.public import get_place, with_parts
from knowledge.plans.weighing import weighing
from stopext.access.declare import PUBLIC, access
from stopext.access.roles import AuthorityKind
from stopext.accounts.models import Authority
from stopext.web.caching import cached_when_anonymous


@access(PUBLIC)
@require_safe
@cached_when_anonymous
def like(request: HttpRequest, slug: str) -> HttpResponse:
    """Those built like a municipality, with or without a plan, each with the reason in words."""
    place = get_place(slug)
    one = municipalities().get(place.pk)
    context: dict[str, Any] = {
        "place": place,
        "one": one,
        "breadcrumbs": [
            (_("Forside"), "/"),
            (_("Handlingsplaner"), reverse("knowledge:plans")),
            (place.name, reverse("knowledge:plan", args=[place.slug])),
            (_("Kommuner, der ligner"), ""),
        ],
    }
    if one is not None:
        asked = weighing(request.GET)
        found = alike(one, asked.weights)
        others = [each.place for each in [*found.near, *found.with_plan] if each.plan]
        slugs = [other.slug for other in [place, *others]][:MOST]
        context |= {
            "asked": asked,
            "found": found,
            "compare_query": urlencode({"kommune": slugs}, doseq=True) if others else "",
            "stands_out": words.stands_out(one),
            "has_many_reports": words.has_many_reports(one) and asked.weights[Theme.SAFETY] > 0,
            "not_compared": words.not_compared(one),
            "sources": words.sources(),
        }
    return render(request, "knowledge/plan_like.html", context)


@access(PUBLIC)
@require_safe
@cached_when_anonymous
def compare(request: HttpRequest) -> HttpResponse:
    """Two to four public plans beside each other, and the choice of them."""
    rows = list(Authority.objects.filter(kind=AuthorityKind.MUNICIPALITY).order_by("name"))
    places = {place.slug: place for place in rows}
    choice = chosen(request.GET.getlist("kommune"), places)
    public = Plan.objects.public()
    with_plan = set(public.order_by().values_list("municipality_id", flat=True))
    compared = []
    if choice.is_enough:
        asked = public.filter(municipality__in=choice.places)
        read = with_parts(asked, left_out={"actioncards", "decisions"})
        compared = columns(choice.places, {plan.municipality_id: plan for plan in read})
    context = {
        "choice": choice,
        "most": MOST,
        "selects": [*choice.places, *[None] * (MOST - len(choice.places))],
        "groups": [
            (_("Med plan i portalen"), [row for row in rows if row.pk in with_plan]),
            (_("Uden plan i portalen"), [row for row in rows if row.pk not in with_plan]),
        ],
        "columns": compared,
        "without": [one.place for one in compared if not one.plan],
        "sections": sections(compared),
        "breadcrumbs": [
            (_("Forside"), "/"),
            (_("Handlingsplaner"), reverse("knowledge:plans")),
            (_("Sammenlign"), ""),
        ],
    }
    return render(request, "knowledge/plan_compare.html", context)
