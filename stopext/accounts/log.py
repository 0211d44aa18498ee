"""The log in words, for the person who reviews it: codes of every app."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

#: Order is the order in the filter.
ACTIONS: dict[str, str | Promise] = {
    "view": _("Så"),
    "list": _("Så liste"),
    "search": _("Søgte"),
    "create": _("Oprettede"),
    "update": _("Ændrede"),
    "delete": _("Slettede"),
    "share": _("Delte"),
    "receive": _("Kvitterede for modtagelse"),
    "revoke": _("Trak deling tilbage"),
    "export": _("Trak ud"),
    "print": _("Udskrev"),
    "unmask": _("Viste skjulte oplysninger"),
    "break_glass": _("Brugte nødadgang"),
    "deny": _("Blev afvist"),
    "login": _("Loggede ind"),
    "logout": _("Loggede ud"),
    "switch": _("Skiftede rolle"),
    "end_session": _("Afsluttede sessioner"),
    "change_login": _("Ændrede sit login"),
    "invite": _("Inviterede"),
    "resend_invitation": _("Sendte invitation igen"),
    "withdraw_invitation": _("Trak invitation tilbage"),
    "accept_invitation": _("Tog imod invitation"),
    "end_membership": _("Afsluttede rolle"),
    "change_period": _("Ændrede periode"),
    "review_log": _("Gennemså loggen"),
}

OBJECTS: dict[str, str | Promise] = {
    "view": _("side"),
    "casework.case": _("sag"),
    "casework.concern": _("bekymring"),
    "casework.note": _("notat"),
    "casework.disclosure": _("deling"),
    "casework.measure": _("indsats"),
    "screening.screening": _("vurdering"),
    "accounts.invitation": _("invitation"),
    "accounts.membership": _("rolle"),
    "accounts.session": _("session"),
    "accounts.user": _("login"),
    "audit.event": _("logposter"),
}

OUTCOMES: dict[str, str | Promise] = {
    "ok": "",
    "failed": _("mislykket"),
    "forbidden": _("ikke tilladt"),
    "403": _("ikke tilladt"),
    "404": _("findes ikke for rollen"),
    "409": _("en anden gemte først"),
    "422": _("ikke gemt: felter manglede"),
}


def label(table: dict[str, str | Promise], code: str) -> str:
    """The word for a code, or the code itself."""
    return str(table.get(code, code))
