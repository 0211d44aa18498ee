"""Addresses of people, roles and sessions."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from stopext.accounts.logbook import views as logbook
from stopext.accounts.login import enrolment
from stopext.accounts.login import views as own
from stopext.accounts.views import contacts, invitations, members

app_name = "accounts"
urlpatterns: list[URLPattern | URLResolver] = [
    path("min-konto/", own.account, name="account"),
    path("min-konto/sessioner/log-ud-overalt/", own.end_all_sessions, name="end_all_sessions"),
    path("min-konto/sessioner/<slug:token>/log-ud/", own.end_session, name="end_session"),
    path("skift-rolle/", own.switch, name="switch"),
    path("anden-faktor/", own.second_factor, name="second_factor"),
    path("anden-faktor/videre/", own.go_on, name="continue"),
    path("ingen-rolle/", own.no_role, name="no_role"),
    path("bliv-logget-ind/", own.keep_alive, name="keep_alive"),
    path("medarbejdere/", members.members, name="members"),
    path("medarbejdere/inviter/", members.invite, name="invite"),
    path("medarbejdere/uden-leder/", members.no_leader, name="leaderless"),
    path("medarbejdere/<uuid:pk>/", members.member, name="member"),
    path("medarbejdere/<uuid:pk>/afslut/", members.end_member, name="end_member"),
    path("medarbejdere/invitationer/<uuid:pk>/bekraeft/", members.confirm, name="confirm"),
    path("medarbejdere/invitationer/<uuid:pk>/gensend/", members.resend, name="resend"),
    path("medarbejdere/invitationer/<uuid:pk>/traek-tilbage/", members.withdraw, name="withdraw"),
    path("invitation/<slug:secret>/", invitations.accept, name="accept_invitation"),
    path("kontakter/", contacts.contact_list, name="contacts"),
    path("kontakter/infohuse/", contacts.infohuse, name="infohuse"),
    path("kontakter/<uuid:pk>/", contacts.contact, name="contact"),
    path("min-konto/opslag/", logbook.own_log, name="own_log"),
    path("log/", logbook.log, name="log"),
    # These stand before allauth's own pages of the same address and add what opens the session.
    path("konto/sikkerhed/totp/activate/", enrolment.activate_app, name="activate_totp"),
    path("konto/sikkerhed/webauthn/add/", enrolment.add_key, name="add_passkey"),
    path("konto/sikkerhed/webauthn/keys/<int:pk>/remove/", enrolment.remove_key, name="remove_key"),
]
