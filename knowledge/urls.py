"""Addresses of the public hub and of the publishing tool."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path, re_path
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.urls import serve_pattern
from wagtail.views import serve

#: Pages the tool has for testing itself are left out.
_TEST_PAGES = ("test404/", "failwhale/")
_ADMIN = [e for e in wagtailadmin_urls.urlpatterns if str(e.pattern) not in _TEST_PAGES]

urlpatterns: list[URLPattern | URLResolver] = [
    path("redaktion/", include(_ADMIN)),
    path("viden/", include([re_path(serve_pattern, serve, name="wagtail_serve")])),
]
