"""Addresses that exist in the demo only."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from stopext.accounts.demo import views

app_name = "demo"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.choose, name="personas"),
    path("log-ind/", views.enter, name="enter"),
]
