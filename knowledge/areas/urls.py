"""Addresses of the mappings, below ``/omraader/``."""

from __future__ import annotations

from django.urls import URLPattern, path

from knowledge.areas import views

app_name = "areas"
urlpatterns: list[URLPattern] = [
    path("", views.overview, name="list"),
    path("ny/", views.add, name="add"),
    path("<uuid:pk>/", views.show, name="show"),
    path("<uuid:pk>/afslut/", views.finish, name="finish"),
    path("<uuid:pk>/revider/", views.revise, name="revise"),
    path("<uuid:pk>/<str:part>/", views.part, name="part"),
]
