"""Addresses of comments and hearings: of those who lead the work, and of who is asked."""

from __future__ import annotations

from django.urls import URLPattern, path

from knowledge.hearings.views import comments, guests, hearings, invitees

app_name = "hearings"
MINE = "handlingsplaner/min"
urlpatterns: list[URLPattern] = [
    path(f"{MINE}/kommentarer/", comments.comments, name="comments"),
    path(f"{MINE}/kommentarer/<uuid:part>/", comments.thread, name="thread"),
    path(f"{MINE}/kommentarer/<uuid:pk>/svar/", comments.reply, name="comment_reply"),
    path(f"{MINE}/kommentarer/<uuid:pk>/ret/", comments.correct, name="comment_correct"),
    path(f"{MINE}/kommentarer/<uuid:pk>/loest/", comments.resolve, name="comment_resolve"),
    path(f"{MINE}/hoeringer/", hearings.hearings, name="hearings"),
    path(f"{MINE}/hoeringer/ny/", hearings.begin, name="open"),
    path(f"{MINE}/hoeringer/<uuid:pk>/", hearings.hearing, name="hearing"),
    path(f"{MINE}/hoeringer/<uuid:pk>/notat/", hearings.minutes, name="minutes"),
    path(f"{MINE}/hoeringer/<uuid:pk>/kollega/", hearings.invite_colleague, name="colleague"),
    path(f"{MINE}/hoeringer/<uuid:pk>/udefra/", hearings.invite_outside, name="invite_outside"),
    path(f"{MINE}/hoeringer/<uuid:pk>/frist/", hearings.extend, name="extend"),
    path(f"{MINE}/hoeringer/<uuid:pk>/afslut/", hearings.close, name="close"),
    path(f"{MINE}/hoeringer/inviteret/<uuid:pk>/", hearings.revoke, name="revoke"),
    path(f"{MINE}/hoeringer/inviteret/<uuid:pk>/navn/", invitees.correct_name, name="invitee_name"),
    path(f"{MINE}/hoeringer/inviteret/<uuid:pk>/igen/", invitees.send_again, name="send_again"),
    path(f"{MINE}/hoeringer/svar/<uuid:pk>/", hearings.judge, name="judge"),
    path(f"{MINE}/hoeringssvar/<uuid:pk>/", guests.inside, name="inside"),
    path(f"{MINE}/hoeringssvar/<uuid:pk>/send/", guests.inside_send, name="inside_send"),
    path(
        f"{MINE}/hoeringssvar/<uuid:pk>/kvittering/", guests.inside_receipt, name="inside_receipt"
    ),
    path(f"{MINE}/hoeringssvar/<uuid:pk>/<uuid:part>/", guests.inside_answer, name="inside_answer"),
    path("hoering/<slug:secret>/", guests.outside, name="outside"),
    path("hoering/<slug:secret>/send/", guests.outside_send, name="outside_send"),
    path("hoering/<slug:secret>/kvittering/", guests.outside_receipt, name="outside_receipt"),
    path("hoering/<slug:secret>/<uuid:part>/", guests.outside_answer, name="outside_answer"),
]
