"""Published plans as data: the page that explains them, tables, interface, descriptions, feed.

All of it is the same for everybody, kept for a minute by who asks, and answered with 304 when the
asker has it already.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_safe

from knowledge.plans.opendata import LICENCE
from knowledge.plans.opendata.catalogue import catalogue
from knowledge.plans.opendata.feed import PlanFeed
from knowledge.plans.opendata.openapi import openapi
from knowledge.plans.opendata.reading import (
    detail,
    plans_in_force,
    progress_of,
    summary,
    whole_plans,
)
from knowledge.plans.opendata.shapes import PlanPage
from knowledge.plans.opendata.tables import TABLES
from stopext.access.declare import PUBLIC, access
from stopext.web.caching import cached_when_anonymous
from stopext.web.pagination import paginate
from stopext.web.text import is_storable

View = Callable[..., HttpResponse]


def open_data(view: View) -> View:
    """Everybody's, on any page of the web, under the stated licence."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        response.headers["link"] = f'<{LICENCE}>; rel="license"'
        return response

    declared: View = access(PUBLIC)(require_safe(conditional_page(cached_when_anonymous(answer))))
    return declared


@access(PUBLIC)
@require_safe
@cached_when_anonymous
def about(request: HttpRequest) -> HttpResponse:
    """What the data are, how they are used, and what is not among them."""
    context = {
        "tables": TABLES.values(),
        "licence": LICENCE,
        "breadcrumbs": [
            (_("Forside"), "/"),
            (_("Handlingsplaner"), reverse("knowledge:plans")),
            (_("Åbne data"), ""),
        ],
    }
    return render(request, "knowledge/plan_data.html", context)


@open_data
def table(request: HttpRequest, slug: str) -> HttpResponse:
    """One table as CSV."""
    if slug not in TABLES:
        raise Http404
    text = TABLES[slug].text(request.build_absolute_uri)
    name = f'attachment; filename="handlingsplaner-{slug}.csv"'
    return HttpResponse(
        text, content_type="text/csv; charset=utf-8", headers={"Content-Disposition": name}
    )


@open_data
def described(request: HttpRequest) -> HttpResponse:
    """The data set as DCAT-AP."""
    told = catalogue(request.build_absolute_uri)
    return JsonResponse(told, content_type="application/ld+json")


@open_data
def feed(request: HttpRequest) -> HttpResponse:
    """Plans in force as an Atom feed."""
    response = PlanFeed()(request)
    # The newest change among the plans in force: one that was taken down leaves an older one.
    del response.headers["Last-Modified"]
    return response


@open_data
def plans(request: HttpRequest) -> HttpResponse:
    """One page of all plans in force, by the code of the municipality.

    Raises:
        BadRequest: the cursor is none of ours.
    """
    page = paginate(
        plans_in_force(),
        ordering=["municipality_id"],
        cursor=request.GET.get("cursor"),
        scope=request.path,
    )
    if page.was_reset:
        raise BadRequest("a cursor of another list, or none")

    def address(cursor: str | None) -> str | None:
        return request.build_absolute_uri(f"{request.path}?cursor={cursor}") if cursor else None

    progress = progress_of(page.items)
    told = [summary(one, progress[one.pk], request.build_absolute_uri) for one in page.items]
    return _json(
        PlanPage(
            results=told, next=address(page.next_cursor), previous=address(page.previous_cursor)
        )
    )


@open_data
def plan(request: HttpRequest, slug: str) -> HttpResponse:
    """One plan in force with its goals, actions and measurements."""
    found = whole_plans().filter(municipality__slug=slug).first() if is_storable(slug) else None
    if found is None:
        raise Http404
    return _json(detail(found, request.build_absolute_uri))


@open_data
def document(request: HttpRequest) -> HttpResponse:
    """The interface as OpenAPI."""
    return JsonResponse(openapi(request.build_absolute_uri))


def _json(told: Any) -> HttpResponse:
    return HttpResponse(told.model_dump_json(), content_type="application/json")
