"""Error pages. Those for a broken server use no database, session or context processor."""

from __future__ import annotations

import sys
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotAllowed,
    JsonResponse,
)
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from psycopg_pool import PoolTimeout

from stopext.access.actor import Actor
from stopext.access.errors import NotYourRole, Refused
from stopext.access.roles import LEADER_OF
from stopext.web.pending import page_before
from stopext.web.traces import request_number
from stopext.web.unsent import give_back, texts

_DATABASE_AWAY = (OperationalError, InterfaceError, PoolTimeout)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the request itself cannot be understood; 413 of one that is bigger than we take."""
    if isinstance(exception, RequestDataTooBig):
        largest = settings.PORTAL_LARGEST_UPLOAD // 1024**2
        return HttpResponse(render_to_string("413.html", {"largest": largest}), status=413)
    return HttpResponse(render_to_string("400.html"), status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: the thing is there, but this role may not, or nobody may now. Shows the Danish reason
    when there is one, and the way back to the page the reader came from."""
    context = {
        "reason": str(exception or ""),
        "by_state": isinstance(exception, Refused) and not isinstance(exception, NotYourRole),
        "ways": getattr(exception, "ways", ()),
        "inviter": _inviter(getattr(request, "actor", None)),
        "came_from": page_before(request),
        "texts": texts(request),
    }
    return render(request, "403.html", context, status=403)


def _inviter(actor: Actor | None) -> str:
    """The role that invites where the reader acts; nothing where she holds it herself."""
    if actor is None or actor.role is LEADER_OF[actor.authority_kind]:
        return ""
    return str(LEADER_OF[actor.authority_kind].label)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: the same page for what is missing, foreign or hidden; with what its reader has typed,
    who may have lost it while she wrote."""
    return render(request, "404.html", {"texts": texts(request)}, status=404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form without a valid token, with what it brought."""
    return give_back(request)


def server_error(request: HttpRequest) -> HttpResponse:
    """500 with the number to report, or 503 when the database is away."""
    error = sys.exc_info()[1]
    if isinstance(error, _DATABASE_AWAY):
        answer = HttpResponse(render_to_string("503.html"), status=503)
        answer["Retry-After"] = "30"
        return answer
    page = render_to_string("500.html", {"number": request_number()})
    return HttpResponse(page, status=500)


class RefusedMethodMiddleware:
    """405: whoever refuses a method sends no body; this gives every refusal the same page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed):
            response.content = render_to_string("405.html")
        return response


class ProblemMiddleware:
    """Below ``/api/`` programs ask: whatever fails there is told as a problem document (RFC 9457),
    whoever refused."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        status = response.status_code
        if status < 400 or not request.path_info.startswith("/api/"):
            return response
        titles = {
            400: _("Forespørgslen kan ikke læses."),
            403: _("Data kan kun læses: brug GET."),
            404: _("Der er intet på denne adresse."),
            405: _("Data kan kun læses: brug GET."),
        }
        told = {
            "title": titles.get(status, _("Noget gik galt. Prøv igen om lidt.")),
            "status": status,
            "request_id": request_number(),
        }
        kept = {n: response.headers[n] for n in ("Allow", "Retry-After") if n in response.headers}
        return JsonResponse(
            told, status=status, content_type="application/problem+json", headers=kept
        )
