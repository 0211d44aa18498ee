"""The proposal to erase a closed case and, once carried out, the certificate of its erasure."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.models.base import MunicipalRow, coded, known, link, together
from casework.models.parts import CHANGING, Without, case_part
from casework.rules.codes import Archiving
from stopext.vault.fields import SealedTextField


@case_part(
    log=_("sletning"),
    erased=Without("the certificate is what is left of a case"),
    wall=CHANGING,
    history=Without("a certificate is never changed; a proposal made again replaces the last"),
    timeline=Without("the page of an erased case shows it by itself"),
)
class Erasure(MunicipalRow):
    """Who proposed, who approved, on what ground, and how many rows went: all that is left of a
    case besides its number, dates and codes. At most one per case; a proposal made again replaces
    the one before it.

    ``removed`` maps table to number of rows and is written by the database.
    """

    logged = False  # holds nothing about a citizen

    case = link("casework.Case", "erasures")
    archiving = coded(Archiving, _("bevaring"))
    reference = SealedTextField(_("henvisning"), max_length=120, blank=True)
    proposed_at = models.DateTimeField(_("foreslået"))
    proposed_by = models.UUIDField(editable=False)
    proposed_by_name = models.CharField(max_length=120, editable=False)
    erased_at = models.DateTimeField(_("slettet"), null=True)
    erased_by = models.UUIDField(null=True, editable=False)
    erased_by_name = models.CharField(max_length=120, blank=True, editable=False)
    removed = models.JSONField(default=dict, editable=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["municipality_id", "case"], name="erasure_once"),
            known("erasure", "archiving", Archiving),
            together(
                "erasure",
                "carried_out",
                "erased_at",
                "erased_by",
                message=_("En sletning har både tidspunkt og person."),
            ),
            models.CheckConstraint(
                condition=Q(erased_by__isnull=True) | ~Q(erased_by=F("proposed_by")),
                name="erasure_by_two_people",
                violation_error_message=_("Den, der foreslår sletningen, kan ikke godkende den."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.case_id)
