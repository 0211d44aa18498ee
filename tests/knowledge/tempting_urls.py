"""Views of one invented site that tempt a cache to keep what it must not, and one good page.

Each says that it may be kept when its reader is anonymous, as the hub's own views do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.csrf import get_token
from django.urls import path

from stopext.access.declare import PUBLIC, access
from stopext.web.caching import FOR_A_MINUTE, cached_when_anonymous
from stopext.web.page_cache import LARGEST

#: How often each view had to work.
worked: Counter[str] = Counter()


def good(request: HttpRequest) -> HttpResponse:
    """Tells what it was drawn for."""
    return HttpResponse(f"{request.build_absolute_uri()} {request.GET.get('q', '')}")


def token(request: HttpRequest) -> HttpResponse:
    """A page with a form."""
    return HttpResponse(get_token(request))


def message(request: HttpRequest) -> HttpResponse:
    """A page that tells one visitor something."""
    messages.success(request, "Tak, fordi du skrev.")
    return HttpResponse(" ".join(str(each) for each in messages.get_messages(request)))


def cookie(request: HttpRequest) -> HttpResponse:
    """A page that marks its reader."""
    answer = HttpResponse("side")
    answer.set_cookie("valg", "1")
    return answer


def session(request: HttpRequest) -> HttpResponse:
    """A page that begins a session."""
    request.session["valg"] = 1
    return HttpResponse("side")


def missing(request: HttpRequest) -> HttpResponse:
    """No page."""
    raise Http404


def broken(request: HttpRequest) -> HttpResponse:
    """A page that says so itself."""
    return HttpResponse("fejl", status=503, headers={"Cache-Control": FOR_A_MINUTE})


def moved(request: HttpRequest) -> HttpResponse:
    """A page that is elsewhere."""
    return HttpResponse(status=301, headers={"Location": "/ny/", "Cache-Control": FOR_A_MINUTE})


def large(request: HttpRequest) -> HttpResponse:
    """More than may lie in memory."""
    return HttpResponse(b"x" * (LARGEST + 1))


def private(request: HttpRequest) -> HttpResponse:
    """A page that asks not to be kept."""
    return HttpResponse("side")


def counted(view: Callable[[HttpRequest], HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """The view behind the door of everybody's pages, counting its work."""

    def work(request: HttpRequest) -> HttpResponseBase:
        worked[view.__name__] += 1
        return view(request)

    inner = work if view is private else cached_when_anonymous(work)  # type: ignore[arg-type]
    return access(PUBLIC)(inner)


VIEWS = (good, token, message, cookie, session, missing, broken, moved, large, private)
urlpatterns = [path(f"{view.__name__}/", counted(view)) for view in VIEWS]
