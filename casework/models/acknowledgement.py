"""That who turned to the municipality was told that it came."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.models.base import MunicipalRow, Signed, coded, known, link
from casework.models.parts import Show, Timed, case_part
from casework.rules.acknowledging import Acknowledged
from casework.rules.contacts import ContactChannel
from stopext.vault.fields import SealedTextField


@case_part(
    log=_("kvittering for bekymring"),
    erased=_("Kvitteringer til dem, der henvendte sig"),
    timeline=Timed("at", Show.CONTACTS),
)
class Acknowledgement(Signed, MunicipalRow):
    """The receipt for one concern, on ``given_on`` and by ``channel``; or that none can be given,
    and why (``words``). It is written once; what comes after is a contact."""

    case = link("casework.Case", "acknowledgements")
    concern = link("casework.Concern", "acknowledgements")
    answer = coded(Acknowledged, _("er der kvitteret"))
    given_on = models.DateField(_("dag"), null=True)
    channel = coded(ContactChannel, _("måde"), blank=True)
    words = SealedTextField(_("hvad fik vedkommende at vide"), max_length=2000, blank=True)

    class Meta:
        constraints: ClassVar = [
            known("acknowledgement", "answer", Acknowledged),
            known("acknowledgement", "channel", ContactChannel, blank=True),
            models.UniqueConstraint(
                fields=["municipality_id", "concern"],
                name="acknowledgement_once",
                violation_error_message=_("Der er allerede svaret på, om der er kvitteret."),
            ),
            models.CheckConstraint(
                condition=Q(answer=Acknowledged.GIVEN, given_on__isnull=False) & ~Q(channel="")
                | Q(answer=Acknowledged.NOT_GIVEN, given_on__isnull=True, channel=""),
                name="acknowledgement_complete",
                violation_error_message=_("En kvittering har en dag og en måde."),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["municipality_id", "case"], name="acknowledgement_of_case")
        ]

    def __str__(self) -> str:
        return str(self.get_answer_display())
