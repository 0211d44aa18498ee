"""Addresses of the radar, below ``/aendringer/``."""

from __future__ import annotations

from django.urls import path

from knowledge.radar import views

app_name = "radar"
urlpatterns = [
    path("", views.changes, name="changes"),
    path("<slug:change>/", views.change, name="change"),
    path("<slug:change>/<slug:place>/", views.mark, name="mark"),
]
