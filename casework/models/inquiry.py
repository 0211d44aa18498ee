"""A question that is sent to an authority in the portal, and what that authority answers."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.models.base import MunicipalRow, Signed, coded, known, link, together
from casework.models.parts import CHANGING, Show, Timed, Without, case_part
from casework.rules.codes import Tristate
from casework.rules.inquiries import InquiryAnswer, Told
from casework.rules.legal import LegalBasis
from stopext.access.actor import Actor
from stopext.access.roles import Permission
from stopext.access.scoping import ScopedQuerySet
from stopext.vault.fields import SealedTextField

#: Of questions to others: nobody has written an answer, and what was sent in the portal is neither
#: answered nor withdrawn.
UNANSWERED = Q(
    answered_at__isnull=True,
    inquiries__withdrawn_at__isnull=True,
    inquiries__replies__isnull=True,
)
#: What the authority that was asked reads no longer when a question is withdrawn.
EMPTIED = ("question", "citizen", "necessity", "not_informed_reason")


class InquiryPart(Signed, MunicipalRow):
    """A row of two authorities: the municipality whose case it is of, and the one that is asked,
    with whose key its texts are sealed."""

    vault_owner = "asked_id"

    asked_id = models.PositiveIntegerField(editable=False)

    class Meta:
        abstract = True

    @classmethod
    def visible_to(cls, rows: ScopedQuerySet, actor: Actor) -> ScopedQuerySet:
        """Whoever sees the case; of the authority that is asked, those who answer for it."""
        if not actor.can(Permission.ANSWER_INQUIRIES):
            return super().visible_to(rows, actor)
        received = rows.filter(asked_id=actor.authority_id)
        if not actor.can(Permission.VIEW_CASES):
            return received
        return received | super().visible_to(rows, actor)


@case_part(
    log=_("spørgsmål sendt i portalen"),
    erased=_("Spørgsmål sendt til andre i portalen"),
    wall={**CHANGING, "r_police": {"select"}, "portal_job": {"select"}},
    history=True,
    timeline=Without("stands with the question that it sends"),
)
class Inquiry(InquiryPart):
    """A question as it reads for the authority that is asked. ``at`` and ``by_*`` say when it was
    sent and by whom. Withdrawn, it keeps who asked on what ground, and no word of the citizen: what
    was sent is kept for the municipality alone, by the database."""

    case = link("casework.Case", "inquiries")
    request = link("casework.InformationRequest", "inquiries")
    case_number = models.CharField(_("sagsnummer"), max_length=14)
    municipality_name = models.CharField(_("kommune"), max_length=80)
    due_on = models.DateField(_("svarfrist"))
    question = SealedTextField(_("hvad spørges der om"), max_length=2000)
    told = coded(Told, _("hvem det drejer sig om"))
    citizen = SealedTextField(_("hvem det drejer sig om"), max_length=400, blank=True)
    legal_basis = coded(LegalBasis, _("retligt grundlag"))
    necessity = SealedTextField(_("hvorfor er det nødvendigt"), max_length=4000)
    citizen_informed = coded(Tristate, _("er borgeren orienteret"))
    not_informed_reason = SealedTextField(_("hvorfor ikke"), max_length=1000, blank=True)
    withdrawn_at = models.DateTimeField(_("trukket tilbage"), null=True)
    withdrawn_by = models.UUIDField(null=True)
    withdrawn_by_name = models.CharField(max_length=120, blank=True)
    withdrawn_reason = SealedTextField(_("hvorfor trukket tilbage"), max_length=1000, blank=True)

    class Meta:
        constraints: ClassVar = [
            known("inquiry", "told", Told),
            known("inquiry", "legal_basis", LegalBasis),
            known("inquiry", "citizen_informed", Tristate),
            models.UniqueConstraint(fields=["request"], name="inquiry_sent_once"),
            models.CheckConstraint(
                condition=~Q(asked_id=F("municipality_id")),
                name="inquiry_of_another",
                violation_error_message=_("En kommune spørger ikke sig selv."),
            ),
            together(
                "inquiry",
                "withdrawal",
                "withdrawn_at",
                "withdrawn_by",
                message=_("En tilbagetrækning har både tidspunkt og person."),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["municipality_id", "case"], name="inquiry_of_case"),
            models.Index(fields=["asked_id", "due_on", "id"], name="inquiry_of_asked"),
        ]

    def __str__(self) -> str:
        return self.case_number


@case_part(
    log=_("svar fra en anden myndighed"),
    erased=_("Svar fra andre myndigheder i portalen"),
    wall={
        "r_muni": {"select", "insert"},
        "r_police": {"select", "insert"},
        "portal_job": {"select"},
    },
    timeline=Timed("at", Show.STEPS),
)
class InquiryReply(InquiryPart):
    """What is answered, or answered anew: the earlier answer stays. Written by the authority that
    was asked, and changed by nobody. ``source`` and ``told_on`` say where what is told comes from,
    and the day it is about."""

    case = link("casework.Case", "inquiry_replies")
    inquiry = link("casework.Inquiry", "replies")
    number = models.PositiveSmallIntegerField()
    reply = coded(InquiryAnswer, _("svar"))
    text = SealedTextField(_("oplysninger eller begrundelse"), max_length=10_000, blank=True)
    source = SealedTextField(_("kilde"), max_length=200, blank=True)
    told_on = models.DateField(_("oplysningens dato"), null=True)
    legal_basis = coded(LegalBasis, _("retligt grundlag"), blank=True)

    class Meta:
        constraints: ClassVar = [
            known("inquiryreply", "reply", InquiryAnswer),
            known("inquiryreply", "legal_basis", LegalBasis, blank=True),
            models.UniqueConstraint(fields=["inquiry", "number"], name="inquiryreply_numbered"),
            models.CheckConstraint(
                condition=~Q(reply=InquiryAnswer.KNOWN)
                | (~Q(legal_basis="") & Q(told_on__isnull=False)),
                name="inquiryreply_told_on_a_ground",
                violation_error_message=_("Oplysninger gives på et grundlag og har en dato."),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["municipality_id", "case", "-at"], name="inquiryreply_of_case"),
            models.Index(fields=["asked_id", "inquiry"], name="inquiryreply_of_asked"),
        ]

    def __str__(self) -> str:
        return str(self.reply)
