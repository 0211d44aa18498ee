"""What the citizen was asked for in a case, and answered."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.models.base import MunicipalRow, Signed, coded, known, link, together
from casework.models.parts import CHANGING, Show, Timed, case_part
from casework.rules.consents import (
    HOLDING,
    ConsentAnswer,
    ConsentGiver,
    ConsentReceiver,
    ConsentStatus,
    ConsentTo,
    ConsentWay,
    status_on,
)
from stopext.vault.fields import SealedTextField

#: What a consent to sharing with the police district is.
POLICE_SHARE = (ConsentTo.SHARE, ConsentReceiver.POLICE)


@case_part(
    log=_("samtykke"),
    erased=_("Samtykker"),
    wall=CHANGING,
    history=True,
    timeline=Timed("at", Show.CONSENTS),
)
class Consent(Signed, MunicipalRow):
    """One answer, yes or no, to one question. ``by_*`` and ``at`` say who noted it and when; the
    day of the answer is ``given_on``. It holds to the end of ``lasts_until``, or without a day
    until it is withdrawn. A withdrawal is written once; who says yes again gets a row anew.
    """

    case = link("casework.Case", "consents")
    purpose = coded(ConsentTo, _("hvad der er spurgt om"))
    receiver = coded(ConsentReceiver, _("hvem det gælder"))
    receiver_words = SealedTextField(_("hvem præcist"), max_length=200, blank=True)
    words = SealedTextField(_("hvad der er sagt ja eller nej til"), max_length=4000)
    answer = coded(ConsentAnswer, _("svaret"))
    giver = coded(ConsentGiver, _("hvem der svarede"))
    way = coded(ConsentWay, _("hvordan svaret blev givet"))
    witness = SealedTextField(_("hvem der hørte svaret"), max_length=200, blank=True)
    given_on = models.DateField(_("dagen for svaret"))
    lasts_until = models.DateField(_("sidste dag"), null=True)
    withdrawn_on = models.DateField(_("dagen for tilbagetrækningen"), null=True)
    withdrawn_way = coded(ConsentWay, _("hvordan det blev trukket tilbage"), blank=True)
    withdrawn_note = SealedTextField(
        _("hvad der blev sagt ved tilbagetrækningen"), max_length=2000, blank=True
    )
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by_user = models.UUIDField(null=True)
    withdrawn_by_name = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints: ClassVar = [
            known("consent", "purpose", ConsentTo),
            known("consent", "receiver", ConsentReceiver),
            known("consent", "answer", ConsentAnswer),
            known("consent", "giver", ConsentGiver),
            known("consent", "way", ConsentWay),
            known("consent", "withdrawn_way", ConsentWay, blank=True),
            models.CheckConstraint(
                condition=Q(lasts_until__isnull=True) | Q(lasts_until__gte=models.F("given_on")),
                name="consent_period",
                violation_error_message=_("Den sidste dag ligger før den dag, svaret blev givet."),
            ),
            models.CheckConstraint(
                condition=Q(answer=ConsentAnswer.YES)
                | Q(lasts_until__isnull=True, withdrawn_at__isnull=True),
                name="consent_refused_never_held",
                violation_error_message=_("Et nej har ingen sidste dag og trækkes ikke tilbage."),
            ),
            together(
                "consent",
                "withdrawal",
                "withdrawn_at",
                "withdrawn_by_user",
                "withdrawn_on",
                message=_("En tilbagetrækning har både dag, tidspunkt og person."),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["municipality_id", "case", "-given_on"], name="consent_of_case"),
            models.Index(
                fields=["municipality_id", "lasts_until"],
                name="consent_ending",
                condition=Q(lasts_until__isnull=False, withdrawn_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_purpose_display())

    def status(self, day: date) -> ConsentStatus:
        """What it is worth on ``day``."""
        return status_on(
            day,
            answer=self.answer,
            lasts_until=self.lasts_until,
            withdrawn=self.withdrawn_at is not None,
        )

    def holds(self, day: date) -> bool:
        """Whether something may rest on it on ``day``."""
        return self.status(day) in HOLDING

    def lets_share(self, day: date) -> bool:
        """Whether sharing with the police district may rest on it on ``day``."""
        return self.holds(day) and (self.purpose, self.receiver) == POLICE_SHARE
