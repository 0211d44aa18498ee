"""Security headers on every answer, and no caching of anything behind log-in."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from stopext.web import registry

CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
    " font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none';"
    " base-uri 'none'"
)
#: The publishing tool writes inline scripts and styles itself; only editors with a second factor
#: reach it, under its own path.
PUBLISHING_PATH = "/redaktion/"
PUBLISHING_POLICY = (
    "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline';"
    " img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; frame-src 'self';"
    " form-action 'self'; frame-ancestors 'self'; base-uri 'none'"
)
FEATURES_OFF = ", ".join(
    f"{name}=()"
    for name in ("accelerometer", "camera", "geolocation", "microphone", "payment", "usb")
)


#: For addresses that open something by themselves (``registry.register_secret_addresses``).
OF_SECRETS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}


class HeadersMiddleware:
    """Outside of all that answers: also error pages and static files get the headers."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        publishing = request.path_info.startswith(PUBLISHING_PATH)
        headers = response.headers
        headers.setdefault(
            "Content-Security-Policy", PUBLISHING_POLICY if publishing else CONTENT_POLICY
        )
        headers.setdefault("Permissions-Policy", FEATURES_OFF)
        headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if request.path_info.startswith(tuple(registry.SECRET_ADDRESSES)):
            for name, value in OF_SECRETS.items():
                headers[name] = value
        if "Cache-Control" not in headers:
            headers["Cache-Control"] = "no-store"
        return response
