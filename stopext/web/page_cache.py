"""Public pages kept for some seconds in the memory of each worker process.

A kept page is drawn for nobody in particular: ``caching.is_everybodys`` decides for the request and
the answer alike, so whoever carries a session or form cookie always meets the gate and the database
and is never answered from here. Nothing is told between processes. Instead a page lives so shortly
(``PORTAL_PAGE_SECONDS``, counted from before it was read) that one taken down is gone everywhere
within that time, whoever took it down: an editor, the clock, or a plan's municipality.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from time import monotonic

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language_from_request

from stopext.web.caching import FOR_A_MINUTE, OK, is_everybodys

#: At most some 50 MB in each process, whatever is asked for.
MOST_PAGES = 256
LARGEST = 200_000
Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class KeptPage:
    """An answer as it left the middleware inside, and when its reading began."""

    begun: float
    content: bytes
    headers: dict[str, str]

    @property
    def age(self) -> float:
        """Seconds since the page began to be read."""
        return monotonic() - self.begun

    def answer(self) -> HttpResponse:
        """With its age, so that browsers and proxies count their minute from the same moment."""
        return HttpResponse(self.content, headers={**self.headers, "Age": str(int(self.age))})


class PageCacheMiddleware:
    """Answers a repeated anonymous GET from memory; everything else goes on inwards."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.pages: dict[Key, KeptPage] = {}
        self.lock = Lock()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not settings.PORTAL_PAGE_SECONDS or not _may_be_kept(request):
            return self.get_response(request)
        key = _key(request)
        kept = self.pages.get(key)
        if kept is not None and kept.age < settings.PORTAL_PAGE_SECONDS:
            answer = kept.answer()
            # Who has it already is told so from memory too.
            return get_conditional_response(request, answer.get("ETag"), response=answer) or answer
        begun = monotonic()
        response = self.get_response(request)
        if isinstance(response, HttpResponse) and _is_everybodys(request, response):
            self._keep(key, KeptPage(begun, response.content, dict(response.headers)))
        return response

    def _keep(self, key: Key, page: KeptPage) -> None:
        with self.lock:
            self.pages.pop(key, None)
            while len(self.pages) >= MOST_PAGES:
                del self.pages[next(iter(self.pages))]
            self.pages[key] = page


def _may_be_kept(request: HttpRequest) -> bool:
    # Without a query there are only as many pages as there are articles and plans.
    plain = request.method == "GET" and not request.META.get("QUERY_STRING")
    return plain and is_everybodys(request)


def _key(request: HttpRequest) -> Key:
    """Raises DisallowedHost for a foreign name; a page drawn under one name answers no other."""
    place = f"{request.scheme}://{request.get_host()}"
    return place, request.path, get_language_from_request(request)


def _is_everybodys(request: HttpRequest, response: HttpResponse) -> bool:
    return (
        response.status_code == OK
        and response.headers.get("Cache-Control") == FOR_A_MINUTE
        and len(response.content) <= LARGEST
        and not response.cookies
        and is_everybodys(request)
    )
