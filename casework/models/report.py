"""A concern as somebody outside the case team reported it, before the municipality took it up."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.models.base import MunicipalRow, coded, known, link
from casework.models.parts import Without, case_part
from casework.rules.codes import Knowledge, ReportStatus
from stopext.access.actor import Actor
from stopext.access.roles import Kind, Permission
from stopext.access.scoping import ScopedQuerySet
from stopext.vault.fields import SealedJSONField, SealedTextField


@case_part(
    log=_("henvendelse"),
    erased=_("Henvendelser fra indberettere"),
    wall={"r_muni": {"select", "update"}, "r_reporter": {"select", "insert"}},
    history=Without("her words are never changed; that it was taken up is written once"),
    timeline=Without("the concern it became stands there"),
)
class Report(MunicipalRow):
    """What the reporter wrote, kept as she wrote it; the case team registers its own concern.

    ``receipt`` is random and says nothing about the number of concerns.
    """

    receipt = models.CharField(_("kvittering"), max_length=9, editable=False)
    reporter_id = models.UUIDField(editable=False)
    reporter_name = models.CharField(_("indberetter"), max_length=120, editable=False)
    received_at = models.DateTimeField(_("modtaget"))
    status = coded(ReportStatus, _("status"), default=ReportStatus.RECEIVED)
    person = SealedTextField(_("hvem drejer det sig om"), max_length=200, blank=True)
    birth_year = SealedTextField(_("fødselsår"), max_length=4, blank=True)
    observed = SealedTextField(_("set og hørt"), max_length=6000)
    observed_when = SealedTextField(_("hvornår"), max_length=200, blank=True)
    knowledge = coded(Knowledge, _("hvor ved du det fra"))
    interpreted = SealedTextField(_("tolkning"), max_length=6000, blank=True)
    danger = SealedJSONField(default=dict)
    police_contacted_at = models.DateTimeField(_("politiet er kontaktet"), null=True)
    wants_feedback = models.BooleanField(_("ønsker tilbagemelding"), default=False)
    contact = SealedTextField(_("kontaktoplysning"), max_length=200, blank=True)
    concern = link("casework.Concern", "reports", null=True)
    taken_up_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["municipality_id", "receipt"], name="report_once"),
            known("report", "status", ReportStatus),
            known("report", "knowledge", Knowledge),
            models.CheckConstraint(
                condition=models.Q(
                    status=ReportStatus.RECEIVED, concern__isnull=True, taken_up_at__isnull=True
                )
                | models.Q(
                    status=ReportStatus.TAKEN_UP, concern__isnull=False, taken_up_at__isnull=False
                ),
                name="report_taken_up_together",
                violation_error_message=_("En henvendelse er taget op, når den er en sag."),
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["municipality_id", "status", "received_at"], name="report_waiting"
            ),
            models.Index(
                fields=["municipality_id", "reporter_id", "-received_at"], name="report_of_reporter"
            ),
        ]

    def __str__(self) -> str:
        return self.receipt

    @classmethod
    def visible_to(cls, rows: ScopedQuerySet, actor: Actor) -> ScopedQuerySet:
        """A reporter's own; all of the municipality's for those who assess concerns."""
        own = rows.filter(municipality_id=actor.authority_id)
        if actor.kind is Kind.REPORTER:
            return own.filter(reporter_id=actor.user_id)
        return own if actor.can(Permission.TRIAGE_CASES) else rows.none()
