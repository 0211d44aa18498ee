"""Addresses of the throw-away app."""

from __future__ import annotations

from django.urls import path

from tests.visits import views

app_name = "visits"
urlpatterns = [path("", views.kinds, name="kinds")]
