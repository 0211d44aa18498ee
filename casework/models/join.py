"""Two citizens that proved to be one: what each was known as, and what became of it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.models.base import MunicipalRow, Signed, link, together
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
