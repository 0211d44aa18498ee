"""Which public pages may be kept by browsers and proxies."""

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

    That is: no session or form cookie came with the request, and none goes out. Everything else
    stays ``no-store``, which the header middleware sets.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        render = getattr(response, "render", None)
        if render is not None:
            response = render()
        if response.status_code == OK and _is_everybodys(request):
            response.headers["Cache-Control"] = FOR_A_MINUTE
        return response

    return answer


def _is_everybodys(request: HttpRequest) -> bool:
    personal = {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME}
    return not personal & set(request.COOKIES) and "CSRF_COOKIE" not in request.META
