"""The portal's addresses and views that do what no view should; for tests of the unit of work."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.shortcuts import get_object_or_404
from django.template import engines
from django.template.response import SimpleTemplateResponse
from django.urls import path
from django.utils.functional import SimpleLazyObject

from stopext import demo_urls
from stopext.access.declare import PUBLIC, PortalRequest, access
from stopext.access.roles import Permission
from stopext.accounts.models import Membership
from stopext.audit.record import note, note_loaded

handler400, handler403 = demo_urls.handler400, demo_urls.handler403
handler404, handler500 = demo_urls.handler404, demo_urls.handler500

CANARY = "Kanarie-i-svaret"
WHO = "select current_user || ' ' || sec.authority()"
ALL_NAMES = "select coalesce(string_agg(name, ', '), '') from accounts_membership"


def effect() -> None:
    """One row that can be counted."""
    with connection.cursor() as cursor:
        cursor.execute("insert into effect default values")


def ask(question: str) -> str:
    """First value of the first row."""
    with connection.cursor() as cursor:
        cursor.execute(question)
        return str(cursor.fetchone()[0])


def _crash() -> HttpResponse:
    raise RuntimeError("a fault after the write")


def _missing() -> HttpResponse:
    raise Http404


def _refused() -> HttpResponse:
    raise PermissionDenied("Det må du ikke.")


ENDINGS: dict[str, Callable[[], HttpResponse]] = {
    "200": lambda: HttpResponse(CANARY),
    "302": lambda: HttpResponseRedirect("/start/?gemt=" + "x" * 600),
    "400": lambda: HttpResponse("fejl", status=400),
    "403": _refused,
    "404": _missing,
    "409": lambda: HttpResponse("konflikt", status=409),
    "422": lambda: HttpResponse("ugyldig", status=422),
    "500": _crash,
}


@access(Permission.START)
def write(request: PortalRequest, ending: str) -> HttpResponse:
    """Write, note, and end in one of the ways a view can end."""
    effect()
    note("create", "test.effect", ending)
    return ENDINGS[ending]()


@access(Permission.START)
def write_slowly(request: PortalRequest) -> HttpResponse:
    """An effect that takes long enough for the second click."""
    effect()
    time.sleep(0.05)
    return HttpResponseRedirect(f"/start/?{ask('select gen_random_uuid()')}")


@access(Permission.START)
def swallow(request: PortalRequest) -> HttpResponse:
    """Ignore a failed statement: PostgreSQL would then roll back without a word."""
    effect()
    with suppress(DatabaseError):
        ask("select 1 / 0")
    return HttpResponse(CANARY)


@access(Permission.START)
def late_refusal(request: PortalRequest) -> HttpResponse:
    """A constraint that is checked at the commit, when the answer is ready."""
    with connection.cursor() as cursor:
        cursor.execute(
            "update accounts_membership set user_id = gen_random_uuid() where id = %s",
            [request.actor.membership_id],
        )
    return HttpResponse(CANARY)


@access(Permission.START)
def stream(request: PortalRequest) -> HttpResponseBase:
    """Rows read while the answer is being sent."""

    def rows() -> Iterator[str]:
        yield ask(ALL_NAMES)

    return StreamingHttpResponse(rows())


@access(Permission.START)
def after_commit(request: PortalRequest) -> HttpResponse:
    """A query after the commit."""
    transaction.on_commit(lambda: request.session.update({"seen": ask(ALL_NAMES_OF_EVENTS)}))
    return HttpResponse("ok")


ALL_NAMES_OF_EVENTS = "select count(*) from audit.event"


@access(Permission.START)
def in_thread(request: PortalRequest) -> HttpResponse:
    """A query from a thread of its own, which has another connection and no context."""
    found: list[str] = []

    def look() -> None:
        try:
            found.append(ask(ALL_NAMES_OF_EVENTS))
        except DatabaseError as error:
            found.append(type(error).__name__)
        finally:
            connection.close()

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    return HttpResponse(found[0])


@access(Permission.START)
def show(request: PortalRequest) -> HttpResponse:
    """A page with a row on it."""
    note_loaded("test.row", "r-1")
    return HttpResponse(CANARY)


@access(Permission.START)
def colleague(request: PortalRequest, pk: UUID) -> HttpResponse:
    """A row of the actor's authority."""
    row = get_object_or_404(Membership.objects.for_actor(request.actor), pk=pk)
    return HttpResponse(row.name)


@access(Permission.START)
def named(request: PortalRequest, name: str) -> HttpResponse:
    """An address that takes any text."""
    raise Http404


@access(Permission.START)
def lazy(request: PortalRequest) -> HttpResponseBase:
    """A page that asks its question when it is drawn."""
    page = engines["django"].from_string("{{ who }}")
    return SimpleTemplateResponse(page, {"who": SimpleLazyObject(lambda: ask(WHO))})


def undeclared(request: HttpRequest) -> HttpResponse:
    """A view that does not say who may come."""
    return HttpResponse(CANARY)


@access(PUBLIC)
def public_write(request: HttpRequest) -> HttpResponse:
    """A look that writes, for everybody."""
    effect()
    return HttpResponse(CANARY)


@access(Permission.START)
def who(request: PortalRequest) -> HttpResponse:
    """Database role and authority of the request."""
    return HttpResponse(ask(WHO))


urlpatterns = [
    path("fejl/skriv/<slug:ending>/", write, name="faulty_write"),
    path("fejl/langsom/", write_slowly),
    path("fejl/slugt/", swallow),
    path("fejl/sent/", late_refusal),
    path("fejl/strøm/", stream),
    path("fejl/efter/", after_commit),
    path("fejl/tråd/", in_thread),
    path("fejl/vis/", show),
    path("fejl/kollega/<uuid:pk>/", colleague),
    path("fejl/navn/<path:name>/", named),
    path("fejl/doven/", lazy),
    path("fejl/uerklæret/", undeclared),
    path("fejl/offentlig/", public_write),
    path("fejl/hvem/", who),
    *demo_urls.urlpatterns,
]
