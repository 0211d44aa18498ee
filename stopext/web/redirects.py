"""Old addresses of published pages."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from wagtail.contrib.redirects.middleware import RedirectMiddleware

from stopext.access.declare import PUBLIC, Declaration


class PublicRedirectMiddleware(RedirectMiddleware):  # type: ignore[misc]
    """Looks for a redirect only when a public page is missing.

    A missing case must stay missing, and the role it was looked for in may not read redirects.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        declaration: Declaration | None = getattr(request, "declaration", None)
        if declaration is None or declaration.audience is not PUBLIC:
            return response
        answer: HttpResponseBase = super().process_response(request, response)
        return answer
