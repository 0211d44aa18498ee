"""Addresses of exercises and action cards."""

from __future__ import annotations

from django.urls import path

from knowledge.exercises.views import cards, exercises, points, running, scenarios

app_name = "exercises"
urlpatterns = [
    path("oevelser/", exercises.overview, name="list"),
    path("oevelser/scenarier/", scenarios.library, name="scenarios"),
    path("oevelser/scenarier/<slug:key>/", scenarios.show, name="scenario"),
    path("oevelser/scenarier/<slug:key>/planlaeg/", exercises.plan, name="plan"),
    path("oevelser/<uuid:pk>/", exercises.show, name="exercise"),
    path("oevelser/<uuid:pk>/ret/", exercises.change, name="change"),
    path("oevelser/<uuid:pk>/aflys/", exercises.call_off, name="call_off"),
    path("oevelser/<uuid:pk>/evaluering/", exercises.evaluate, name="evaluate"),
    path("oevelser/<uuid:pk>/ark/", exercises.handout, name="handout"),
    path("oevelser/<uuid:pk>/forloeb/", running.run, name="run"),
    path("oevelser/<uuid:pk>/forloeb/trin/", running.move, name="move"),
    path("oevelser/<uuid:pk>/forloeb/slut/", running.finish, name="finish"),
    path("oevelser/log/<uuid:root>/", running.correct, name="entry"),
    path("oevelser/<uuid:pk>/laering/", points.add, name="point_add"),
    path("oevelser/laering/<uuid:pk>/", points.change, name="point"),
    path("oevelser/laering/<uuid:pk>/fjern/", points.remove, name="point_remove"),
    path("oevelser/laering/<uuid:pk>/opgave/", points.task, name="point_task"),
    path("handlekort/", cards.overview, name="cards"),
    path("handlekort/ny/", cards.add, name="card_add"),
    path("handlekort/offentligt/<uuid:pk>/", cards.public, name="card_public"),
    path("handlekort/<uuid:pk>/", cards.show, name="card"),
    path("handlekort/<uuid:pk>/ret/", cards.change, name="card_change"),
    path("handlekort/<uuid:pk>/godkend/", cards.approve, name="card_approve"),
    path("handlekort/<uuid:pk>/fjern/", cards.remove, name="card_remove"),
]
