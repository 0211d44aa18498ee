"""What accounts brings to the portal: log-in, people and roles, and the log."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from stopext.access.declare import LOGIN
from stopext.access.roles import Permission
from stopext.accounts import contacts
from stopext.accounts.logbook import start as logbook
from stopext.accounts.mail import outbox
from stopext.accounts.models import CacheEntry, Session
from stopext.accounts.views.start import panels
from stopext.web import registry
from stopext.web.registry import Entry, Job, SealedTable

MAILS_PER_RUN = 50
#: Seconds stand last: an invitation arrives while somebody waits.
EVERY_TEN_SECONDS = "* * * * * */10"

# Ours stand before allauth's own pages of the same address and add what opens the session.
registry.register_urls("", "stopext.accounts.urls", order=10)
registry.register_urls("konto/", "allauth.account.urls", order=40)
registry.register_urls("konto/sikkerhed/", "allauth.mfa.urls", order=41)
registry.register_foreign_views("allauth.account", "allauth.mfa", audience=LOGIN)
registry.register_navigation(
    Entry(_("Medarbejdere"), "accounts:members", Permission.MANAGE_MEMBERS, order=80),
    Entry(_("Kontakter"), "accounts:contacts", Permission.CONFIRM_ROLES, order=85),
    Entry(_("Log"), "accounts:log", Permission.REVIEW_LOG, order=90),
)
registry.register_start_panels(panels, order=10)
registry.register_start_panels(logbook.panels, order=11)
registry.register_centre_contact(contacts.of_centre)
registry.register_definer_functions(
    {"sec.leaders_of(integer)": "mail to leaders whose address is not to be read"}
)
registry.register_places(
    login="account_login",
    logout="account_logout",
    switch="accounts:switch",
    extend="accounts:keep_alive",
    account="accounts:account",
    infohuse="accounts:infohuse",
)
registry.register_sealed_json(
    SealedTable(
        table="mfa_authenticator",
        key="id",
        owner="",
        row="user_id",
        json="data",
        columns=("secret", "seed"),
    )
)
registry.register_jobs(
    Job(outbox.JOB, EVERY_TEN_SECONDS, lambda: outbox.send_waiting_mail(MAILS_PER_RUN))
)
registry.register_reference_data("load_authorities", order=10)
registry.register_leftovers(Session, CacheEntry)
registry.register_log_words(
    actions={
        "login": _("Loggede ind"),
        "logout": _("Loggede ud"),
        "switch": _("Skiftede rolle"),
        "end_session": _("Afsluttede sessioner"),
        "change_login": _("Ændrede sit login"),
        "invite": _("Inviterede"),
        "confirm_invitation": _("Bekræftede invitation"),
        "resend_invitation": _("Sendte invitation igen"),
        "withdraw_invitation": _("Trak invitation tilbage"),
        "accept_invitation": _("Tog imod invitation"),
        "end_membership": _("Afsluttede rolle"),
        "change_period": _("Ændrede periode"),
        "keep_contact": _("Ændrede kontaktoplysninger"),
        "review_log": _("Gennemså loggen"),
        "review_own_log": _("Så egne opslag"),
    },
    objects={
        "accounts.contact": _("kontakt"),
        "accounts.contactrevision": _("tidligere kontaktoplysninger"),
        "accounts.invitation": _("invitation"),
        "accounts.membership": _("rolle"),
        "accounts.session": _("session"),
        "accounts.user": _("login"),
    },
    pages={
        "accounts:keep_alive": _("Bliv logget ind"),
        "accounts:members": _("Medarbejdere"),
        "accounts:invite": _("Invitér medarbejder"),
        "accounts:leaderless": _("Myndigheder uden leder"),
        "accounts:member": _("Medarbejder"),
        "accounts:end_member": _("Afslut rolle"),
        "accounts:confirm": _("Bekræft rolle"),
        "accounts:resend": _("Send invitation igen"),
        "accounts:withdraw": _("Træk invitation tilbage"),
        "accounts:contacts": _("Kontakter"),
        "accounts:infohuse": _("Infohusenes kontakter"),
        "accounts:contact": _("Kontakt"),
        "accounts:log": _("Log"),
        "accounts:own_log": _("Mine opslag"),
    },
    order=10,
)
