"""Addresses that exist in the demo only."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from stopext.accounts import demo_views

app_name = "demo"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", demo_views.choose, name="personas"),
    path("log-ind/", demo_views.enter, name="enter"),
]
