"""Addresses of a person's notices."""

from __future__ import annotations

from django.urls import URLPattern, path

from stopext.notifications import views

app_name = "notifications"
urlpatterns: list[URLPattern] = [
    path("nyt/", views.news, name="news"),
    path("nyt/laest/", views.read, name="read"),
    path("min-konto/mail/", views.choose, name="choose"),
]
