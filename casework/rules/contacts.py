"""Codes of a contact with the citizen or with somebody around her."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from casework.rules.codes import NoteKind

NOT_WAITING = _("Der er ikke noget at vende tilbage på.")


class ContactChannel(TextChoices):
    """How it happened."""

    PHONE = "phone", _("Telefon")
    MEETING = "meeting", _("Møde")
    VISIT = "visit", _("Besøg")
    VIDEO = "video", _("Videosamtale")
    POST = "post", _("Digital Post eller brev")
    MAIL = "mail", _("Mail")
    MESSAGE = "message", _("Sms eller chat")
    OTHER = "other", _("Andet")


class Direction(TextChoices):
    """Who turned to whom."""

    OUT = "out", _("Vi henvendte os")
    IN = "in", _("Personen henvendte sig")


class ContactOutcome(TextChoices):
    """Whether they reached each other."""

    REACHED = "reached", _("Vi fik kontakt")
    NOT_REACHED = "not_reached", _("Vi fik ikke kontakt")
    MESSAGE_LEFT = "message_left", _("Der blev lagt en besked")


#: What sort of note the words of a contact are; of the others, a step of the case.
NOTE_KINDS = {
    ContactChannel.PHONE: NoteKind.CALL,
    ContactChannel.MEETING: NoteKind.MEETING,
    ContactChannel.VIDEO: NoteKind.MEETING,
    ContactChannel.VISIT: NoteKind.VISIT,
}
