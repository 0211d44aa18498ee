"""Addresses of the network, below ``/netvaerk/``."""

from __future__ import annotations

from django.urls import path

from casework.network import views

app_name = "network"
urlpatterns = [
    path("", views.topics, name="topics"),
    path("nyt/", views.begin, name="begin"),
    path("<uuid:pk>/", views.topic, name="topic"),
    path("<uuid:pk>/luk/", views.close, name="close"),
    path("indlaeg/<uuid:pk>/tilbage/", views.withdraw, name="withdraw"),
]
