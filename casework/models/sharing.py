"""A disclosure: what was passed on to the police, why, for how long, and what was opened."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.models.base import MunicipalRow, Signed, coded, known, link, together
from casework.models.parts import CHANGING, Show, Timed, Without, case_part
from casework.rules.codes import Tristate
from casework.rules.consents import ConsentGiver
from casework.rules.disclosure import DisclosureStatus, status_at
from casework.rules.legal import LegalBasis
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.roles import Kind
from stopext.access.scoping import ScopedQuerySet
from stopext.vault.fields import SealedTextField

#: The owner ends what rests on a consent that is withdrawn.
PACKED = {**CHANGING, "r_police": {"select"}, "ctx_owner": {"update"}}
RECEIVED = {"r_muni": {"select", "update"}, "r_police": {"select", "insert"}}
COPIED = Without("a copy of what was passed on; only a withdrawal is written later, once")


class ItemKind(models.TextChoices):
    """What sort of thing an item was taken from."""

    IDENTITY = "identity", _("Borgerens identitet")
    CONCERN = "concern", _("Bekymring")
    NOTE = "note", _("Notat")
    MEASURE = "measure", _("Indsats")
    ASSESSMENT = "assessment", _("Vurdering")


class PackagePart(MunicipalRow):
    """Part of a disclosure. Term and withdrawal stand on every row: the police's wall is one
    scalar comparison; texts are sealed with the receiving district's key."""

    vault_owner = "district_id"

    district_id = models.PositiveIntegerField(editable=False)
    expires_at = models.DateTimeField(_("udløber"))
    revoked_at = models.DateTimeField(_("trukket tilbage"), null=True)

    class Meta:
        abstract = True

    @classmethod
    def visible_to(cls, rows: ScopedQuerySet, actor: Actor) -> ScopedQuerySet:
        """The receiving district while it lasts; in the municipality whoever sees the case."""
        if actor.kind is Kind.POLICE:
            return rows.filter(
                district_id=actor.authority_id,
                revoked_at__isnull=True,
                expires_at__gt=clock.now(),
            )
        return super().visible_to(rows, actor)


@case_part(
    log=_("deling"),
    erased=_("Delinger med politikredsen"),
    wall=PACKED,
    history=COPIED,
    timeline=Timed("at", Show.SHARING),
)
class Disclosure(Signed, PackagePart):
    """Chosen items passed on to the police district. ``at`` and ``by_*`` say when and by whom.

    ``hand_over``: with the case itself, which the district is asked to take over
    (:class:`HandOverAnswer`); ``necessity`` says why.

    ``consent`` is what it rests on where that is its ground. The district reads no consents, so who
    gave it, when, until when and to what is copied. When it is withdrawn, the
    database says so in ``consent_withdrawn_on`` and withdraws the items; the disclosure stays, for
    the district to read that.
    """

    case = link("casework.Case", "disclosures")
    case_number = models.CharField(_("sagsnummer"), max_length=14)
    municipality_name = models.CharField(_("kommune"), max_length=80)
    legal_basis = coded(LegalBasis, _("retligt grundlag"))
    necessity = SealedTextField(_("hvorfor er det nødvendigt"), max_length=4000)
    consent = link("casework.Consent", "disclosures", null=True)
    consent_giver = coded(ConsentGiver, _("hvem der gav samtykket"), blank=True)
    consent_given_on = models.DateField(_("samtykket blev givet"), null=True)
    consent_until = models.DateField(_("samtykkets sidste dag"), null=True)
    #: What was said yes to, as it read then; of earlier disclosures it was not copied.
    consent_words = SealedTextField(
        _("hvad der er sagt ja til"), max_length=4000, null=True, blank=True
    )
    consent_withdrawn_on = models.DateField(_("samtykket blev trukket tilbage"), null=True)
    #: Ticked before consents stood in the case; never since.
    consent_recorded = models.BooleanField(_("samtykke registreret"), default=False)
    acknowledged = models.BooleanField(_("må ikke bruges til efterforskning"), default=False)
    citizen_informed = coded(Tristate, _("er borgeren orienteret"))
    #: Why the citizen is not told; nothing where she is, or nobody asked.
    not_informed_reason = SealedTextField(_("hvorfor ikke"), max_length=1000, null=True, blank=True)
    #: The earlier one that this goes on from: each lasts its own time, on its own ground.
    renews = link("casework.Disclosure", "renewals", null=True)
    hand_over = models.BooleanField(_("overdragelse af sagen"), default=False)
    revoked_by_user = models.UUIDField(null=True)
    revoked_by_name = models.CharField(max_length=120, blank=True)
    revoked_reason = SealedTextField(_("hvorfor trukket tilbage"), max_length=2000, blank=True)

    class Meta:
        constraints: ClassVar = [
            known("disclosure", "legal_basis", LegalBasis),
            known("disclosure", "citizen_informed", Tristate),
            known("disclosure", "consent_giver", ConsentGiver, blank=True),
            models.CheckConstraint(
                condition=Q(consent__isnull=True) | Q(legal_basis=LegalBasis.CONSENT),
                name="disclosure_consent_on_consent",
                violation_error_message=_("Kun en deling på samtykke hviler på et samtykke."),
            ),
            together(
                "disclosure",
                "consent",
                "consent",
                "consent_given_on",
                message=_("Et samtykke har en dag."),
            ),
            models.UniqueConstraint(
                fields=["municipality_id", "renews"], name="disclosure_renewed_once"
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=models.F("at")),
                name="disclosure_lasts",
                violation_error_message=_("Delingen skal udløbe, efter at den er begyndt."),
            ),
            together(
                "disclosure",
                "withdrawal",
                "revoked_at",
                "revoked_by_user",
                message=_("En tilbagetrækning har både tidspunkt og person."),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["municipality_id", "case", "-at"], name="disclosure_of_case"),
            models.Index(
                fields=["municipality_id", "expires_at", "id"],
                name="disclosure_lasting",
                condition=Q(revoked_at__isnull=True),
            ),
            models.Index(
                fields=["district_id", "-at", "id"],
                name="disclosure_of_district",
                condition=Q(revoked_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.case_number

    def status(self, moment: datetime) -> DisclosureStatus:
        """Active, expired or withdrawn at ``moment``."""
        return status_at(moment, expires=self.expires_at, withdrawn_at=self.revoked_at)

    def lost_consent(self, day: date) -> bool:
        """Whether it rests on a consent that lets nobody share any longer on ``day``."""
        return self.consent is not None and not self.consent.lets_share(day)


@case_part(
    log=_("delt oplysning"),
    erased=_("Delte oplysninger"),
    wall=PACKED,
    history=COPIED,
    timeline=Without("stands on the sheet of its disclosure"),
)
class DisclosureItem(PackagePart):
    """One item as it stood when it was passed on: a copy, because the law asks what was passed on
    then. ``source_id`` points at what it was taken from, for the municipality's own ledger."""

    case = link("casework.Case", "disclosed_items")
    disclosure = link("casework.Disclosure", "items")
    kind = coded(ItemKind, _("art"))
    position = models.PositiveSmallIntegerField()
    source_id = models.UUIDField(null=True)
    dated = models.DateField(_("dato"), null=True)
    title = SealedTextField(max_length=200)
    text = SealedTextField(max_length=20_000)

    class Meta:
        constraints: ClassVar = [
            known("disclosureitem", "kind", ItemKind),
            models.UniqueConstraint(
                fields=["municipality_id", "disclosure", "position"], name="disclosureitem_order"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["district_id", "disclosure"], name="item_of_district")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.position}"


@case_part(
    log=_("kvittering"),
    erased=_("Politikredsens kvitteringer"),
    wall=RECEIVED,
    history=COPIED,
    timeline=Without("stands on the sheet of its disclosure"),
)
class Receipt(PackagePart):
    """The district opened an item. Written by the police only, once per person and item."""

    case = link("casework.Case", "receipts")
    disclosure = link("casework.Disclosure", "receipts")
    item = link("casework.DisclosureItem", "receipts")
    user_id = models.UUIDField(editable=False)
    name = models.CharField(max_length=120)
    opened_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality_id", "item", "user_id"], name="receipt_once"
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["municipality_id", "case", "-opened_at"], name="receipt_of_case"),
            models.Index(fields=["district_id", "disclosure"], name="receipt_of_district"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.opened_at}"
