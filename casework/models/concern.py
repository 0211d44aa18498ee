"""A concern as the municipality registered it. A case has one or more."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.models.base import MunicipalRow, Signed, coded, known, link
from casework.models.parts import CHANGING, Show, Timed, Without, case_part
from casework.rules.codes import Channel, ConcernForm, Knowledge, ReferrerType, Tristate
from casework.rules.danger import DangerQuestion
from stopext.vault.fields import SealedJSONField, SealedTextField


@case_part(
    log=_("bekymring"),
    erased=_("Bekymringer"),
    wall=CHANGING,
    history=True,
    shareable=True,
    timeline=Timed("received_at", Show.STEPS),
)
class Concern(Signed, MunicipalRow):
    """What was seen and heard, and apart from it what it is taken to mean.

    ``danger`` maps each danger question to yes or no. ``by_user`` is who registered it.
    """

    case = link("casework.Case", "concerns")
    received_at = models.DateTimeField(_("modtaget"))
    channel = coded(Channel, _("kanal"))
    referrer_type = coded(ReferrerType, _("hvem henvender sig"))
    referrer_name = SealedTextField(_("navn"), max_length=200, blank=True)
    referrer_contact = SealedTextField(_("kontaktoplysning"), max_length=200, blank=True)
    protected_source = models.BooleanField(_("kilden skal beskyttes"), default=False)
    wants_feedback = models.BooleanField(_("ønsker tilbagemelding"), default=False)
    public_employee = models.BooleanField(_("offentligt ansat"), default=False)
    observed = SealedTextField(_("set og hørt"), max_length=6000)
    observed_when = SealedTextField(_("hvornår"), max_length=200, blank=True)
    observed_where = SealedTextField(_("hvor"), max_length=200, blank=True)
    knowledge = coded(Knowledge, _("hvor ved du det fra"))
    interpreted = SealedTextField(_("tolkning"), max_length=6000, blank=True)
    trigger_event = SealedTextField(_("udløsende begivenhed"), max_length=2000, blank=True)
    form = coded(ConcernForm, _("form"))
    gang_link = coded(Tristate, _("tilknytning til bandemiljø"))
    online = coded(Tristate, _("online"))
    danger = SealedJSONField(default=dict)
    police_contacted_at = models.DateTimeField(_("politiet er kontaktet"), null=True)
    care_contact = SealedTextField(
        _("lægevagt eller psykiatri er kontaktet"), max_length=200, null=True, blank=True
    )
    citizen_informed = coded(Tristate, _("er borgeren orienteret"))
    not_informed_reason = SealedTextField(_("hvorfor ikke"), max_length=1000, blank=True)
    legal_ground = models.CharField(_("grundlag for at registrere"), max_length=200)
    summary = SealedTextField(_("resumé"), max_length=1000, blank=True)

    class Meta:
        constraints: ClassVar = [
            known("concern", "channel", Channel),
            known("concern", "referrer_type", ReferrerType),
            known("concern", "knowledge", Knowledge),
            known("concern", "form", ConcernForm),
            known("concern", "gang_link", Tristate),
            known("concern", "online", Tristate),
            known("concern", "citizen_informed", Tristate),
        ]
        indexes: ClassVar = [
            models.Index(fields=["municipality_id", "case", "received_at"], name="concern_of_case"),
            models.Index(fields=["municipality_id", "received_at"], name="concern_by_arrival"),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def dangers(self) -> list[str]:
        """The danger questions that were answered yes, in words."""
        return [str(each.label) for each in DangerQuestion if self.danger.get(each.value)]


@case_part(
    log=_("gentagelsestjek"),
    erased=_("Søgninger efter tidligere bekymringer"),
    timeline=Without("the margin tells of earlier concerns"),
)
class RepeatCheck(Signed, MunicipalRow):
    """The repeat search of a concern: what was compared, what was shown, what was answered.

    ``hits`` is a list of ``{"subject", "explanation", "answer"}``.
    """

    case = link("casework.Case", "repeat_checks")
    concern = link("casework.Concern", "repeat_checks")
    compared = SealedTextField(max_length=500)
    hits = SealedJSONField(default=list)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["municipality_id", "case"], name="repeatcheck_of_case")
        ]

    def __str__(self) -> str:
        return str(self.pk)
