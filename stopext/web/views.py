"""The front page, the start page of a role and the pages about the portal itself."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from stopext.access import clock, together
from stopext.access.actor import Actor
from stopext.access.declare import PUBLIC, PortalRequest, access
from stopext.access.roles import Permission
from stopext.web import registry
from stopext.web.start import Deed, Panel, asking

#: Hours of the Danish day; whoever is up at night has not begun a new one.
NIGHT_ENDS, MORNING_ENDS, DAY_ENDS = 5, 10, 18


@access(PUBLIC)
@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """The public front page, with what the apps above have published last."""
    articles = [article for latest in registry.LATEST_ARTICLES for article in latest()]
    return render(request, "web/front.html", {"articles": articles})


@access(Permission.START)
@require_safe
def start(request: PortalRequest) -> HttpResponse:
    """What is due, what is new and what others wait for, for the role at hand."""
    deeds: list[Deed] = []
    panels: list[Panel] = []
    work = together.answers(asking(provider(request.actor)) for provider in registry.START_PANELS)
    for more_deeds, more_panels in work:
        deeds += more_deeds
        panels += more_panels
    panels.sort(key=lambda panel: panel.order)
    context = {"greeting": _greeting(request.actor), "deeds": deeds, "panels": panels}
    return render(request, "web/start.html", context)


@access(PUBLIC)
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "web/about.html")


@access(PUBLIC)
@require_safe
def contact(request: HttpRequest) -> HttpResponse:
    return render(request, "web/contact.html", _centre())


@access(PUBLIC)
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "web/privacy.html")


@access(PUBLIC)
@require_safe
def cookies(request: HttpRequest) -> HttpResponse:
    context = {
        "session_cookie": settings.SESSION_COOKIE_NAME,
        "csrf_cookie": settings.CSRF_COOKIE_NAME,
    }
    return render(request, "web/cookies.html", context)


@access(PUBLIC)
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "web/accessibility.html", _centre())


@access(PUBLIC)
@require_safe
def was(request: HttpRequest) -> HttpResponse:
    """The short address that the law on accessibility names."""
    return redirect("web:accessibility")


def _centre() -> dict[str, Any]:
    return {"centre": next((source() for source in registry.CENTRE_CONTACT), None)}


def _greeting(actor: Actor) -> str:
    hour = timezone.localtime(clock.now()).hour
    name = actor.name.split(" ", 1)[0]
    if not NIGHT_ENDS <= hour < DAY_ENDS:
        return _("Godaften, %(name)s") % {"name": name}
    if hour < MORNING_ENDS:
        return _("God morgen, %(name)s") % {"name": name}
    return _("Goddag, %(name)s") % {"name": name}
