"""Addresses of screening: by random keys only, so that an address tells nothing."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from screening.views import (
    agreeing,
    answering,
    cancelling,
    instruments,
    judging,
    listing,
    profile,
    showing,
)

app_name = "screening"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", listing.index, name="list"),
    path("rammer/", instruments.instruments, name="instruments"),
    path("rammer/<uuid:pk>/", instruments.instrument, name="instrument"),
    path("<uuid:pk>/", showing.show, name="show"),
    path("<uuid:pk>/tildel/", showing.assign, name="assign"),
    path("<uuid:pk>/overtag/", showing.take_over, name="take_over"),
    path("<uuid:pk>/aabn/", showing.open_alone, name="open_alone"),
    path("<uuid:pk>/aflys/", cancelling.cancel, name="cancel"),
    path("<uuid:pk>/svar/<slug:domain>/", answering.answer_domain, name="answer"),
    path("<uuid:pk>/vurdering/", judging.judge, name="judge"),
    path("<uuid:pk>/laas/", judging.lock, name="lock"),
    path("<uuid:pk>/kritisk/", judging.acknowledge, name="acknowledge"),
    path("<uuid:pk>/profil/", profile.profile, name="profile"),
    path("<uuid:pk>/aendring/", profile.change, name="change"),
    path("<uuid:pk>/tilfoejelse/", profile.add, name="add"),
    path("<uuid:pk>/faelles/", agreeing.compare_ratings, name="compare"),
]
