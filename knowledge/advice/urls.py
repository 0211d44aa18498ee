"""Addresses of advice, below ``/sparring/``."""

from __future__ import annotations

from django.urls import path

from knowledge.advice import views

app_name = "advice"
urlpatterns = [
    path("", views.threads, name="threads"),
    path("ny/", views.ask, name="ask"),
    path("<uuid:pk>/", views.thread, name="thread"),
    path("<uuid:pk>/tag/", views.take, name="take"),
    path("<uuid:pk>/laest/", views.read, name="read"),
    path("<uuid:pk>/kladden/", views.open_draft, name="open_draft"),
    path("<uuid:pk>/kladde/", views.draft, name="draft"),
    path("<uuid:pk>/luk/", views.close, name="close"),
    path("<uuid:pk>/aabn/", views.reopen, name="reopen"),
    path("ret/<uuid:pk>/", views.correct, name="correct"),
]
