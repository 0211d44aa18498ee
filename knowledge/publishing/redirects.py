"""Old addresses of moved articles, under ``/viden/`` only."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from wagtail.contrib.redirects.middleware import RedirectMiddleware

HUB_PATH = "/viden/"


class HubRedirectMiddleware(RedirectMiddleware):
    """The publishing tool's redirects, without a query on any other missing page."""

    def process_response(self, request: HttpRequest, response: Any) -> Any:
        """Answer a missing article with its new address where there is one."""
        # An address no view answers has no role entered that could read the table.
        was_public = getattr(request, "declaration", None) is not None
        if not was_public or not request.path_info.startswith(HUB_PATH):
            return response
        return super().process_response(request, response)
