"""Places of the publishing tool that the portal answers itself."""

from __future__ import annotations

from django.db.models import Count, Max
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe
from django.views.i18n import JavaScriptCatalog

from knowledge.articles.reviews import reviews
from knowledge.search.models import MissingSearch
from stopext.access import clock
from stopext.access.declare import PortalRequest, access
from stopext.access.roles import Permission

MOST_SHOWN = 200
_words = JavaScriptCatalog.as_view(packages=["wagtail.admin", "knowledge"])


@access(Permission.PUBLISH)
def to_log_in(request: HttpRequest) -> HttpResponse:
    """The tool has no log-in of its own."""
    return HttpResponseRedirect(reverse("account_login"))


@access(Permission.PUBLISH)
def to_log_out(request: HttpRequest) -> HttpResponse:
    """The tool has no log-out of its own."""
    return HttpResponseRedirect(reverse("account_logout"))


@access(Permission.PUBLISH)
def to_account(request: HttpRequest) -> HttpResponse:
    """Name, password and second factor belong to the portal."""
    return HttpResponseRedirect(reverse("mfa_index"))


@access(Permission.PUBLISH)
@require_safe
def script_words(request: HttpRequest) -> HttpResponseBase:
    """The words of the tool's scripts: its own Danish ones, and ours where it has none."""
    return _words(request)


@access(Permission.PUBLISH)
@require_safe
def missing_searches(request: PortalRequest) -> HttpResponse:
    """What people looked for without finding it, most often first."""
    rows = MissingSearch.objects.order_by().values("words")
    counted = rows.annotate(times=Count("id"), latest=Max("at")).order_by("-times", "-latest")
    return render(request, "knowledge/admin/missing.html", {"rows": counted[:MOST_SHOWN]})


@access(Permission.PUBLISH)
@require_safe
def reviews_due(request: PortalRequest) -> HttpResponse:
    """What must be read again, the longest overdue first, in place of the tool's own report, which
    lists only what the reader may publish alone, and nobody may."""
    context = {"rows": reviews(), "today": clock.today()}
    return render(request, "knowledge/admin/reviews.html", context)
