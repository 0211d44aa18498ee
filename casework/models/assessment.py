"""From first assessment to recommendation: what the gates of the workflow ask for."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.models.base import MunicipalRow, Signed, coded, known, link
from casework.models.parts import CHANGING, Show, Timed, Without, case_part
from casework.rules.codes import (
    Decider,
    DecisionOutcome,
    NoticeDecision,
    PoliceCheck,
    TriageOutcome,
)
from casework.rules.inquiries import InquiryAnswer
from stopext.vault.fields import SealedTextField


@case_part(
    log=_("indledende vurdering"),
    erased=_("Indledende vurderinger"),
    wall=CHANGING,
    history=True,
    timeline=Timed("at", Show.STEPS),
)
class Triage(Signed, MunicipalRow):
    """Outcome of the first assessment with its reason, and what the police answered."""

    case = link("casework.Case", "triages")
    outcome = coded(TriageOutcome, _("udfald"))
    reason = SealedTextField(_("begrundelse"), max_length=4000)
    police_check = coded(PoliceCheck, _("politiets tjek"))
    police_contact = SealedTextField(_("hvem hos politiet"), max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [
            known("triage", "outcome", TriageOutcome),
            known("triage", "police_check", PoliceCheck),
        ]
        indexes: ClassVar = [
            models.Index(fields=["municipality_id", "case", "-at"], name="triage_of_case")
        ]

    def __str__(self) -> str:
        return str(self.outcome)


@case_part(
    log=_("beslutning om underretning"),
    erased=_("Beslutninger om underretning"),
    timeline=Timed("at", Show.STEPS),
)
class Notice(Signed, MunicipalRow):
    """One decision about a notice to the family department; the case holds the latest."""

    case = link("casework.Case", "notices")
    decision = coded(NoticeDecision, _("beslutning"))
    reason = SealedTextField(_("begrundelse"), max_length=4000)

    class Meta:
        constraints: ClassVar = [known("notice", "decision", NoticeDecision)]
        indexes: ClassVar = [
            models.Index(fields=["municipality_id", "case", "-at"], name="notice_of_case")
        ]

    def __str__(self) -> str:
        return str(self.decision)


@case_part(
    log=_("indhentet oplysning"),
    erased=_("Indhentede oplysninger"),
    wall={**CHANGING, "portal_job": {"select"}},  # who waits for what (actions/reminding.py)
    history=Without("a corrected question or answer is told by its Correction"),
    timeline=Timed("at", Show.STEPS),
)
class InformationRequest(Signed, MunicipalRow):
    """A question to another authority or unit, and what it answered outside the portal. ``at`` is
    when it was asked; ``reply`` what sort of answer came on ``replied_on``, ``source`` who gave it
    and how (both are empty of answers from before they were asked for); ``answered_at`` and
    ``answered_by_name`` when it was written down here and by whom."""

    case = link("casework.Case", "information_requests")
    authority = models.CharField(_("myndighed eller enhed"), max_length=120)
    question = SealedTextField(_("hvad spørges der om"), max_length=2000)
    due_on = models.DateField(_("svarfrist"))
    answered_at = models.DateTimeField(_("besvaret"), null=True)
    answered_by_name = models.CharField(max_length=120, null=True)  # noqa: DJ001 (pair with the time)
    reply = coded(InquiryAnswer, _("udfald af svaret"), blank=True)
    answer = SealedTextField(_("svar"), max_length=10_000, blank=True)
    source = SealedTextField(_("hvem der svarede"), max_length=200, null=True, blank=True)
    replied_on = models.DateField(_("dag for svaret"), null=True)

    class Meta:
        constraints: ClassVar = [
            known("inforequest", "reply", InquiryAnswer, blank=True),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by_name__isnull=True)
                | Q(answered_at__isnull=False, answered_by_name__isnull=False),
                name="inforequest_answer_together",
                violation_error_message=_("Et svar har både tidspunkt og en, der har skrevet det."),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["municipality_id", "case", "at"], name="inforequest_of_case"),
            models.Index(
                fields=["municipality_id", "due_on"],
                name="inforequest_waiting",
                condition=Q(answered_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.authority


@case_part(
    log=_("møde"),
    erased=_("Møder i infohuset"),
    wall=CHANGING,
    history=Without("filled in step by step; a recommendation written anew is not kept yet"),
    timeline=Timed("at", Show.STEPS, day="held_on"),
)
class Meeting(Signed, MunicipalRow):
    """A meeting in the info-house. It recommends and decides nothing."""

    case = link("casework.Case", "meetings")
    planned_on = models.DateField(_("mødedato"))
    held_on = models.DateField(_("holdt"), null=True)
    participants = SealedTextField(_("deltagere"), max_length=2000, blank=True)
    shared = SealedTextField(_("det, der blev delt"), max_length=10_000, blank=True)
    joint_assessment = SealedTextField(_("fælles vurdering"), max_length=10_000, blank=True)
    disagreement = SealedTextField(_("uenighed"), max_length=4000, blank=True)
    recommendation = SealedTextField(_("anbefaling"), max_length=4000, blank=True)
    cannot_assess = models.BooleanField(_("kan ikke vurderes"), default=False)
    recommended_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(recommended_at__isnull=True) | Q(held_on__isnull=False),
                name="meeting_held_before_recommending",
                violation_error_message=_("Et møde skal være holdt, før det kan anbefale noget."),
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["municipality_id", "case", "planned_on"], name="meeting_of_case")
        ]

    def __str__(self) -> str:
        return str(self.planned_on)


@case_part(
    log=_("beslutning"),
    erased=_("Beslutninger"),
    timeline=Timed("at", Show.STEPS),
)
class Decision(Signed, MunicipalRow):
    """One authority's own decision on the recommendation. The police's is recorded as told, and
    ``told_by`` says by whom; nothing where nobody was asked for it."""

    case = link("casework.Case", "decisions")
    decider = coded(Decider, _("myndighed"))
    outcome = coded(DecisionOutcome, _("beslutning"))
    reason = SealedTextField(_("begrundelse"), max_length=4000)
    told_by = SealedTextField(_("hvem hos politiet"), max_length=200, null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            known("decision", "decider", Decider),
            known("decision", "outcome", DecisionOutcome),
        ]
        indexes: ClassVar = [
            models.Index(fields=["municipality_id", "case", "-at"], name="decision_of_case")
        ]

    def __str__(self) -> str:
        return f"{self.decider} {self.outcome}"
