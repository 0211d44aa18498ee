"""Addresses of the demo: the portal and log-in by persona."""

from __future__ import annotations

from django.urls import include, path

from stopext import urls

handler400, handler403 = urls.handler400, urls.handler403
handler404, handler500 = urls.handler404, urls.handler500
urlpatterns = [
    path("demo/", include("stopext.accounts.demo.urls")),
    path("stilguide/", include("stopext.web.demo_urls")),
    *urls.urlpatterns,
]
