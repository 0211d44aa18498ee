"""Addresses of the self-assessments, below ``/selvvurdering/``."""

from __future__ import annotations

from django.urls import URLPattern, path

from knowledge.readiness.views import answering, reviewing

app_name = "readiness"
urlpatterns: list[URLPattern] = [
    path("", answering.overview, name="list"),
    path("ny/", answering.begin, name="begin"),
    path("gennemgang/<uuid:pk>/", reviewing.show, name="review"),
    path("gennemgang/<uuid:pk>/svar/", reviewing.reply, name="reply"),
    path("gennemgang/<uuid:pk>/bemaerkninger/", reviewing.remarks, name="remarks"),
    path("gennemgang/<uuid:pk>/kommentar/", reviewing.respond, name="respond"),
    path("gennemgang/<uuid:pk>/afslut/", reviewing.end, name="end"),
    path("<uuid:pk>/", answering.show, name="show"),
    path("<uuid:pk>/afslut/", answering.lock, name="lock"),
    path("<uuid:pk>/gennemgang/", reviewing.ask, name="ask"),
    path("<uuid:pk>/tema/<str:theme>/", answering.theme, name="theme"),
    path("<uuid:pk>/handling/<str:statement>/", answering.plan, name="plan"),
]
