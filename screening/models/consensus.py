"""What the two raters agree on, and their signatures."""

from __future__ import annotations

from django.db import models

from screening.engine.agreement import Decision
from screening.engine.answers import Value
from screening.engine.judgement import Judgement, parse_judgement
from screening.models.screening import Screening
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.models import TenantModel
from stopext.access.scoping import ScopedQuerySet
from stopext.vault.fields import SealedJSONField


class Consensus(TenantModel):
    """The shared rating of an opened screening. Any change takes both signatures away; with both
    signatures it is immutable (a trigger)."""

    vault_owner = "municipality_id"

    municipality_id = models.PositiveIntegerField()
    district_id = models.PositiveIntegerField(null=True)
    access_ends = models.DateTimeField(null=True)
    screening = models.OneToOneField(
        Screening, on_delete=models.PROTECT, related_name="consensus", db_constraint=False
    )
    version = models.PositiveIntegerField(default=0)
    decisions = SealedJSONField(default=dict)
    judgement = SealedJSONField(default=dict)
    saved_at = models.DateTimeField(default=clock.now)
    saved_by_name = models.CharField(max_length=120)
    content_hash = models.CharField(max_length=64, blank=True)
    signed_by_municipality_at = models.DateTimeField(null=True)
    signed_by_municipality_id = models.UUIDField(null=True)
    signed_by_municipality_name = models.CharField(max_length=120, blank=True)
    signed_by_police_at = models.DateTimeField(null=True)
    signed_by_police_id = models.UUIDField(null=True)
    signed_by_police_name = models.CharField(max_length=120, blank=True)

    def __str__(self) -> str:
        return str(self.screening_id)

    @classmethod
    def visible_to(cls, rows: ScopedQuerySet, actor: Actor) -> ScopedQuerySet:
        """Of a screening the actor sees."""
        return rows.filter(screening_id__in=Screening.objects.for_actor(actor).values("pk"))

    @property
    def is_agreed(self) -> bool:
        """Whether both parties have signed the same content."""
        return bool(self.signed_by_municipality_at and self.signed_by_police_at)

    @property
    def is_signed(self) -> bool:
        """Whether at least one party has signed."""
        return bool(self.signed_by_municipality_at or self.signed_by_police_at)

    def read_decisions(self) -> dict[str, Decision]:
        """Indicator key to what was decided and why."""
        return {
            key: Decision(Value(plain["value"]), plain["reason"], plain["who_could_know"])
            for key, plain in self.decisions.items()
        }

    def read_judgement(self) -> Judgement:
        """The joint judgement; empty before it is written."""
        return parse_judgement(self.judgement)
