"""Which public pages may be kept by browsers, proxies and the server itself."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

FOR_A_MINUTE = "public, max-age=60"
OK = 200
View = Callable[..., HttpResponse]


def cached_when_anonymous(view: View) -> View:
    """Let the answer be kept for a minute when it is the same for everybody.

    That is: no session or form cookie came with the request, none goes out, and no message to one
    visitor stands on the page. Everything else stays ``no-store``, which the header middleware
    sets.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        render = getattr(response, "render", None)
        if render is not None:
            response = render()
        if response.status_code == OK and is_everybodys(request):
            response.headers["Cache-Control"] = FOR_A_MINUTE
        return response

    return answer


def is_everybodys(request: HttpRequest) -> bool:
    """Whether nothing in the request, or made for it so far, belongs to one visitor."""
    personal = {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME}
    told = getattr(getattr(request, "_messages", None), "added_new", False)
    return not (told or personal & set(request.COOKIES) or "CSRF_COOKIE" in request.META)
