"""Addresses of the measured pages: two of our own, and the portal's."""

from __future__ import annotations

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from stopext.access.declare import PUBLIC, PortalRequest, access
from stopext.access.roles import Permission


def _page() -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("select name from accounts_authority where id = 851")
        return HttpResponse(cursor.fetchone()[0])


@access(PUBLIC)
def public(request: HttpRequest) -> HttpResponse:
    """For everybody."""
    return _page()


@access(Permission.START)
def own(request: PortalRequest) -> HttpResponse:
    """For somebody logged in."""
    return _page()


urlpatterns = [path("offentlig/", public), path("egen/", own), path("", include("stopext.urls"))]
