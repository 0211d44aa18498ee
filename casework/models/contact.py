"""The log of contacts with the citizen and those around her."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from casework.models.base import MunicipalRow, Signed, coded, known, link, together
from casework.models.parts import CHANGING, Show, Timed, case_part
from casework.rules.contacts import ContactChannel, ContactOutcome, Direction


@case_part(
    log=_("kontakt"),
    erased=_("Kontakter"),
    wall=CHANGING,
    history=True,
    timeline=Timed("happened_at", Show.CONTACTS),
)
class Contact(Signed, MunicipalRow):
    """One contact with ``party``, or with the citizen herself where there is none. What was said is
    ``note``: a note like others, which locks after a day, is added to, and can be shared.

    ``answer_by`` is the day by which somebody promised to turn back to her; who did, or found that
    it needs no more, is ``settled_by``.
    """

    case = link("casework.Case", "contacts")
    party = link("casework.Party", "contacts", null=True, verbose_name=_("med hvem"))
    note = link("casework.Note", "contacts", null=True)
    happened_at = models.DateTimeField(_("tidspunkt"))
    channel = coded(ContactChannel, _("måde"))
    direction = coded(Direction, _("hvem henvendte sig"))
    outcome = coded(ContactOutcome, _("udfald"))
    answer_by = models.DateField(_("vend tilbage senest"), null=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.UUIDField(null=True)
    settled_by_name = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints: ClassVar = [
            known("contact", "channel", ContactChannel),
            known("contact", "direction", Direction),
            known("contact", "outcome", ContactOutcome),
            together(
                "contact",
                "settled",
                "settled_at",
                "settled_by",
                message=_("Den, der har vendt tilbage, har et tidspunkt."),
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["municipality_id", "case", "-happened_at"], name="contact_of_case"
            ),
            models.Index(
                fields=["municipality_id", "answer_by"],
                condition=Q(answer_by__isnull=False, settled_at__isnull=True),
                name="contact_to_answer",
            ),
        ]

    def __str__(self) -> str:
        return _now("kontakten")

    @property
    def whom(self) -> str:
        """Whom it was with, by role and initials."""
        return self.party.in_short if self.party else _now("borgeren")

    @property
    def is_waiting(self) -> bool:
        """Whether somebody is to turn back to her."""
        return self.answer_by is not None and self.settled_at is None
