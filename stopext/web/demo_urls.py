"""Addresses that only the demo mounts."""

from __future__ import annotations

from django.urls import path

from stopext.web import styleguide

app_name = "styleguide"
urlpatterns = [path("", styleguide.styleguide, name="index")]
