"""The mail to an authority's leaders when the centre's administrator changes who works there."""

from __future__ import annotations

from django.core.mail import EmailMessage
from django.db import connection
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stopext.access.actor import Actor
from stopext.accounts.models import Invitation, Membership

#: What was done, as the middle of a sentence.
DEEDS: dict[str, Promise] = {
    "invite": gettext_lazy("inviteret en person"),
    "confirm_invitation": gettext_lazy("bekræftet en invitation"),
    "resend_invitation": gettext_lazy("sendt en invitation igen"),
    "withdraw_invitation": gettext_lazy("trukket en invitation tilbage"),
    "end_membership": gettext_lazy("afsluttet en rolle"),
    "change_period": gettext_lazy("ændret perioden for en rolle"),
}


def tell(*, by: Actor, action: str, row: Invitation | Membership) -> None:
    """Put one mail to each leader in the outbox of this transaction: those of now, and those of the
    last three months, so that nobody is put in somebody's place unseen."""
    facts = {"by": by.name, "deed": DEEDS[action], "row": row}
    text = render_to_string("accounts/email/from_outside.txt", facts)
    subject = _("StopEkstremisme: Centeret har ændret roller i %s") % row.authority.name
    for address in _leaders(row.authority_id):
        EmailMessage(subject=subject, body=text, to=[address]).send()


def _leaders(authority_id: int) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("select * from sec.leaders_of(%s)", [authority_id])
        return [address for (address,) in cursor.fetchall()]
