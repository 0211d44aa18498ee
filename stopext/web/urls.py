"""Addresses of the front page and the static pages."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from stopext.web import draft_views, duties, views

app_name = "web"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.front, name="front"),
    path("start/", views.start, name="start"),
    path("mine-opgaver/", duties.duties, name="duties"),
    path("kladde/<slug:form>/<uuid:object_id>/", draft_views.autosave, name="autosave"),
    path("om/", views.about, name="about"),
    path("kontakt/", views.contact, name="contact"),
    path("privatliv/", views.privacy, name="privacy"),
    path("cookies/", views.cookies, name="cookies"),
    path("tilgaengelighed/", views.accessibility, name="accessibility"),
    path("was", views.was, name="was"),
]
