"""Help and its reviews."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.models.base import MunicipalRow, Signed, coded, known, link
from casework.models.parts import CHANGING, Show, Timed, case_part
from casework.rules.codes import (
    OPEN_MEASURES,
    Frequency,
    MeasureStatus,
    MeasureType,
    Outcome,
    ReviewDecision,
)
from stopext.vault.fields import SealedTextField


@case_part(
    log=_("indsats"),
    erased=_("Indsatser"),
    wall=CHANGING,
    history=True,
    shareable=True,
    timeline=Timed("at", Show.MEASURES),
)
class Measure(Signed, MunicipalRow):
    """One kind of help with a goal in the citizen's own words and somebody who owns it.

    ``owner_user`` is the colleague who owns it; without one ``owner_name`` is a function elsewhere.
    ``practice_id`` is the number of the knowledge page the measure builds on.
    """

    case = link("casework.Case", "measures")
    type = coded(MeasureType, _("indsats"))
    goal = SealedTextField(_("mål med borgerens egne ord"), max_length=2000)
    owner_name = models.CharField(_("ansvarlig"), max_length=120)
    owner_user = models.UUIDField(null=True)
    frequency = coded(Frequency, _("hvor tit"), blank=True)
    practice_id = models.PositiveIntegerField(null=True)
    practice_title = models.CharField(_("praksis"), max_length=255, blank=True)
    starts_on = models.DateField(_("start"))
    ends_on = models.DateField(_("slut"), null=True)
    status = coded(MeasureStatus, _("status"), default=MeasureStatus.PLANNED)
    outcome = coded(Outcome, _("udbytte"), blank=True)
    outcome_note = SealedTextField(_("hvad er ændret"), max_length=2000, blank=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            known("measure", "type", MeasureType),
            known("measure", "status", MeasureStatus),
            known("measure", "outcome", Outcome, blank=True),
            known("measure", "frequency", Frequency, blank=True),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=models.F("starts_on")),
                name="measure_period",
                violation_error_message=_("Slutdatoen ligger før startdatoen."),
            ),
            models.CheckConstraint(
                condition=~Q(owner_name=""),
                name="measure_owned",
                violation_error_message=_("En indsats har en ansvarlig."),
            ),
            models.CheckConstraint(
                condition=~Q(practice_id__isnull=True, practice_title__gt=""),
                name="measure_practice_together",
                violation_error_message=_("Vælg praksis på listen."),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["municipality_id", "case", "starts_on"], name="measure_of_case")
        ]

    def __str__(self) -> str:
        return str(self.type)

    @property
    def is_open(self) -> bool:
        """Whether it still runs or waits."""
        return self.status in OPEN_MEASURES


@case_part(
    log=_("opfølgning"),
    erased=_("Opfølgninger"),
    wall=CHANGING,
    history=True,
    timeline=Timed("at", Show.MEASURES),
)
class Review(Signed, MunicipalRow):
    """A review of the measures with the citizen's own view and the date of the next one."""

    case = link("casework.Case", "reviews")
    held_on = models.DateField(_("dato"))
    change = SealedTextField(_("hvad er ændret siden sidst"), max_length=6000)
    citizen_view = SealedTextField(_("borgerens eget syn"), max_length=6000)
    new_information = SealedTextField(_("nye oplysninger"), max_length=6000, blank=True)
    decision = coded(ReviewDecision, _("beslutning"))
    next_on = models.DateField(_("næste opfølgning"), null=True)

    class Meta:
        constraints: ClassVar = [
            known("review", "decision", ReviewDecision),
            models.CheckConstraint(
                condition=Q(decision=ReviewDecision.CLOSE) | Q(next_on__isnull=False),
                name="review_has_next",
                violation_error_message=_("Skriv, hvornår der følges op igen."),
            ),
            models.CheckConstraint(
                condition=Q(next_on__isnull=True) | Q(next_on__gt=models.F("held_on")),
                name="review_next_later",
                violation_error_message=_("Næste opfølgning skal ligge efter denne."),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["municipality_id", "case", "-held_on"], name="review_of_case")
        ]

    def __str__(self) -> str:
        return str(self.held_on)
