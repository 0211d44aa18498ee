"""All addresses of the portal: the apps' address books, where each has registered it."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from stopext.web.registry import URLS

urlpatterns: list[URLPattern | URLResolver] = [
    path(mount.prefix, include(mount.urls)) for mount in URLS
]

handler400 = "stopext.web.errors.bad_request"
handler403 = "stopext.web.errors.forbidden"
handler404 = "stopext.web.errors.not_found"
handler500 = "stopext.web.errors.server_error"
