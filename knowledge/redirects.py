"""Old addresses of moved articles. Only under ``/viden/``, where the public role may read them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from wagtail.contrib.redirects.middleware import RedirectMiddleware

HUB_PATH = "/viden/"


class HubRedirectMiddleware(RedirectMiddleware):
    """The publishing tool's redirects, without a query on any other missing page."""

    def process_response(self, request: HttpRequest, response: Any) -> Any:
        """Answer a missing article with its new address where there is one."""
        if not request.path_info.startswith(HUB_PATH):
            return response
        return super().process_response(request, response)
