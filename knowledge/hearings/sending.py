"""Whether the mails of a hearing have left, for who leads it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from stopext.accounts.mail.outbox import MAX_ATTEMPTS
from stopext.web.dates import format_datetime


@dataclass(frozen=True, slots=True)
class Sending:
    """How far a mail is: a word with its kind, and what to do."""

    word: str
    kind: str
    told: str


def sendings(hearing: UUID) -> dict[UUID, Sending]:
    """How far each mail is, by who is asked; nothing of mails that are not followed. One query."""
    with connection.cursor() as cursor:
        cursor.execute("select * from sec.hearing_mails(%s)", [hearing])
        return {key: sending(*said) for key, *said in cursor.fetchall()}


def sending(sent_at: datetime | None, attempts: int, due_at: datetime) -> Sending:
    """What is said of a mail that was handed to the mail server at ``sent_at``, or tried so often.
    Whether it arrives the portal is not told."""
    if sent_at:
        told = _("Afleveret til mailserveren %s. Er den ikke kommet frem, så tjek adressen.")
        return Sending(_("Mail sendt"), "done", told % format_datetime(sent_at))
    if attempts >= MAX_ATTEMPTS:
        told = _(
            "Portalen prøver ikke mere. Er adressen rigtig, så send linket igen. Ellers træk "
            "invitationen tilbage, og inviter den rigtige adresse."
        )
        return Sending(_("Mailen kunne ikke sendes"), "attention", told)
    if attempts:
        told = _("Forsøgt %(often)s gange. Næste forsøg er %(when)s. Tjek imens adressen.") % {
            "often": attempts,
            "when": format_datetime(due_at),
        }
        return Sending(_("Mailen er ikke sendt endnu"), "attention", told)
    told = _("Den sendes normalt inden for et minut. Hent siden igen for at se det.")
    return Sending(_("Mailen venter på at blive sendt"), "waiting", told)
