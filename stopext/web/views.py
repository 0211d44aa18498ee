"""The front page and the pages about the portal itself."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.module_loading import import_string
from django.views.decorators.http import require_safe

from stopext.access.declare import PUBLIC, access


@access(PUBLIC)
@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """The public front page; the latest articles come from the app above (a dotted path)."""
    latest = getattr(settings, "PORTAL_LATEST_ARTICLES", "")
    articles = import_string(latest)() if latest else ()
    return render(request, "web/front.html", {"articles": articles})


@access(PUBLIC)
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "web/about.html")


@access(PUBLIC)
@require_safe
def contact(request: HttpRequest) -> HttpResponse:
    return render(request, "web/contact.html")


@access(PUBLIC)
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "web/privacy.html")


@access(PUBLIC)
@require_safe
def cookies(request: HttpRequest) -> HttpResponse:
    return render(request, "web/cookies.html")


@access(PUBLIC)
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "web/accessibility.html")


@access(PUBLIC)
@require_safe
def was(request: HttpRequest) -> HttpResponse:
    """The short address that the law on accessibility names."""
    return redirect("web:accessibility")
