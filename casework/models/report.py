"""A concern as somebody outside the case team reported it, before the municipality took it up."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.models.base import MunicipalRow, Signed, coded, known, link
from casework.models.case import Case
from casework.models.parts import Without, case_part
from casework.rules.clocks import ASSESS_MINOR, ASSIGN
from casework.rules.codes import Knowledge, ReportOutcome, ReportStatus
from casework.rules.retention import ADULT_AGE
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.roles import Kind, Permission
from stopext.access.scoping import ScopedQuerySet
from stopext.vault.fields import SealedJSONField, SealedTextField


def _became(status: ReportStatus, *, taken_up: bool = False, answered: bool = False) -> Q:
    """A report has what its status says, and nothing of the others."""
    return Q(
        status=status,
        concern__isnull=not taken_up,
        taken_up_at__isnull=not taken_up,
        decision__isnull=not answered,
        answer__isnull=not answered,
        answered_at__isnull=not answered,
    )


class ReportDecision(Signed, MunicipalRow):
    """Why a report became no case, for the municipality alone; what the reporter is told stands in
    the report. It belongs to no case."""

    outcome = coded(ReportOutcome, _("afgørelse"))
    reason = SealedTextField(_("begrundelse"), max_length=2000, blank=True)

    class Meta:
        constraints: ClassVar = [known("reportdecision", "outcome", ReportOutcome)]

    def __str__(self) -> str:
        return str(self.outcome)

    @classmethod
    def visible_to(cls, rows: ScopedQuerySet, actor: Actor) -> ScopedQuerySet:
        """Those who assess concerns."""
        if actor.kind is Kind.MUNICIPALITY and actor.can(Permission.TRIAGE_CASES):
            return rows.filter(municipality_id=actor.authority_id)
        return rows.none()


@case_part(
    log=_("henvendelse"),
    erased=_("Henvendelser fra indberettere"),
    wall={"r_muni": {"select", "update"}, "r_reporter": {"select", "insert"}},
    history=Without("her words are never changed; what became of them is written once"),
    timeline=Without("the concern it became stands there"),
)
class Report(MunicipalRow):
    """What the reporter wrote, kept as she wrote it; the case team registers its own concern, or
    answers her (``answer`` is what she reads).

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
    care_contact = SealedTextField(
        _("lægevagt eller psykiatri er kontaktet"), max_length=200, null=True, blank=True
    )
    wants_feedback = models.BooleanField(_("ønsker tilbagemelding"), default=False)
    contact = SealedTextField(_("kontaktoplysning"), max_length=200, blank=True)
    concern = link("casework.Concern", "reports", null=True)
    taken_up_at = models.DateTimeField(null=True)
    decision = link("casework.ReportDecision", "reports", null=True)
    answer = SealedTextField(_("svar til indberetteren"), max_length=4000, null=True)
    answered_at = models.DateTimeField(_("besvaret"), null=True)

    @property
    def is_about_child(self) -> bool:
        """Whether she may be under 18 by the year of birth told; without one nothing is assumed."""
        told = self.birth_year.strip()
        return told.isdecimal() and clock.today().year - int(told) <= ADULT_AGE

    @property
    def may_be_about_child(self) -> bool:
        """Whether nothing told says that she is of age."""
        return self.is_about_child or not self.birth_year.strip()

    @property
    def is_elsewhere(self) -> bool:
        """Whether all that is told of it is number and time
        (:func:`casework.queries.reports.reports_elsewhere`): no stored row is taken up so."""
        return self.status == ReportStatus.TAKEN_UP and self.concern_id is None

    @property
    def due_at(self) -> datetime:
        """When somebody must have assessed it (a child, 24 hours) or read it (next working day)."""
        return (ASSESS_MINOR if self.is_about_child else ASSIGN).due(self.received_at)

    @property
    def due_if_child(self) -> datetime | None:
        """Until when it must be assessed if she is under 18, which nobody has said."""
        return None if self.birth_year.strip() else ASSESS_MINOR.due(self.received_at)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["municipality_id", "receipt"], name="report_once"),
            known("report", "status", ReportStatus),
            known("report", "knowledge", Knowledge),
            models.CheckConstraint(
                condition=_became(ReportStatus.RECEIVED)
                | _became(ReportStatus.TAKEN_UP, taken_up=True)
                | _became(ReportStatus.ANSWERED, answered=True),
                name="report_handled_together",
                violation_error_message=_(
                    "En henvendelse er taget op, når den er en sag, og besvaret, når den har svar."
                ),
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
        """A reporter's own; those of the municipality for who assesses concerns, and once they
        are part of a case for who may see that."""
        own = rows.filter(municipality_id=actor.authority_id)
        if actor.kind is Kind.REPORTER:
            return own.filter(reporter_id=actor.user_id)
        if not actor.can(Permission.TRIAGE_CASES):
            return rows.none()
        cases = Case.objects.for_actor(actor).values("pk")
        return own.filter(Q(concern__isnull=True) | Q(concern__case__in=cases))
