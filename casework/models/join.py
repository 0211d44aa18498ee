"""Two citizens, or two cases, that proved to be one: what each was, and what became of it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from casework.models.base import MunicipalRow, Signed, link, together
from casework.models.case import Case
from casework.models.parts import CHANGING, Show, Timed, Without, case_part
from casework.models.subject import Subject
from stopext.access.actor import Actor
from stopext.access.scoping import ScopedQuerySet
from stopext.vault.fields import SealedJSONField, SealedTextField


class CitizenJoin(Signed, MunicipalRow):
    """``other`` turned out to be ``kept``, whom the cases point at from then on. The row of
    ``other`` stays as it was, so that the join can be undone.

    ``cases`` are the keys of those that were moved. ``concern`` is one that was put on a case of
    ``kept`` when it was registered ("same person"). ``before`` and ``after`` are what was known of
    ``kept``. A join goes with the citizen, not with one of her cases.
    """

    kept = link("casework.Subject", "joins")
    other = link("casework.Subject", "joined_to")
    reason = SealedTextField(max_length=2000, blank=True)
    cases = models.JSONField(default=list)
    concern = models.UUIDField(null=True)
    before = SealedJSONField(default=dict)
    after = SealedJSONField(default=dict)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.UUIDField(null=True)
    undone_by_name = models.CharField(max_length=120, blank=True)
    undone_reason = SealedTextField(max_length=2000, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(kept=models.F("other")),
                name="citizenjoin_of_two",
                violation_error_message=_("Sagerne er allerede om samme borger."),
            ),
            models.UniqueConstraint(
                fields=["municipality_id", "other"],
                condition=Q(undone_at__isnull=True),
                name="citizenjoin_once",
                violation_error_message=_("Sagerne er allerede om samme borger."),
            ),
            together(
                "citizenjoin",
                "undone",
                "undone_at",
                "undone_by",
                message=_("En fortrydelse har en person og et tidspunkt."),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["municipality_id", "kept"], name="citizenjoin_of_kept")
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @classmethod
    def visible_to(cls, rows: ScopedQuerySet, actor: Actor) -> ScopedQuerySet:
        """Joins of the citizens whose cases the actor may see."""
        seen = Subject.objects.for_actor(actor).values("pk")
        return rows.filter(municipality_id=actor.authority_id, kept__in=seen)


@case_part(
    log=_("samling af to sager"),
    erased=_("Samlinger af to sager til én"),
    wall=CHANGING,
    history=Without("a join is undone once, and the database refuses every other change"),
    timeline=Timed("at", Show.STEPS),
)
class CaseJoin(Signed, MunicipalRow):
    """``gone`` is led into ``case``, which goes on. Everything that is written on either stays
    there. ``before`` is what was set aside on ``gone``: its state, clocks and pause.

    The database shows it to who may read both; ``kept_number`` and ``gone_number`` are there for
    who is assigned to the case.
    """

    kept_number: str | None
    gone_number: str | None

    case = link("casework.Case", "led_here")
    gone = link("casework.Case", "led_away")
    reason = SealedTextField(max_length=2000)
    before = SealedJSONField(default=dict)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.UUIDField(null=True)
    undone_by_name = models.CharField(max_length=120, blank=True)
    undone_reason = SealedTextField(max_length=2000, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(case=models.F("gone")),
                name="casejoin_of_two",
                violation_error_message=_("Det er den samme sag."),
            ),
            models.UniqueConstraint(
                fields=["municipality_id", "gone"],
                condition=Q(undone_at__isnull=True),
                name="casejoin_once",
                violation_error_message=_("Sagen er allerede samlet i en anden sag."),
            ),
            together(
                "casejoin",
                "undone",
                "undone_at",
                "undone_by",
                message=_("En fortrydelse har en person og et tidspunkt."),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["municipality_id", "case", "-at"], name="casejoin_of_case")
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @classmethod
    def visible_to(cls, rows: ScopedQuerySet, actor: Actor) -> ScopedQuerySet:
        """Joins of a case the actor may see, with the numbers of those she may see."""
        seen = Case.objects.for_actor(actor)
        mine = rows.filter(
            Q(case__in=seen.values("pk")) | Q(gone__in=seen.values("pk")),
            municipality_id=actor.authority_id,
        )
        told: ScopedQuerySet = mine.annotate(
            kept_number=_number(seen, "case_id"), gone_number=_number(seen, "gone_id")
        )
        return told


def _number(cases: Any, key: str) -> Subquery:
    return Subquery(cases.filter(pk=OuterRef(key)).values("number")[:1])
