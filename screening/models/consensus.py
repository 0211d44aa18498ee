"""What the two raters agree on, and their signatures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import models

from screening.engine.acknowledging import Acknowledgement, parse_acknowledgements
from screening.engine.agreement import Decision
from screening.engine.answers import Answer, Value, parse_answers
from screening.engine.judgement import Judgement, parse_judgement
from screening.engine.sealing import hash_of
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
    saved_by_id = models.UUIDField(null=True)
    earlier = SealedJSONField(null=True)
    """What it said before somebody else changed it, oldest first; see :class:`Earlier`."""
    answers = SealedJSONField(null=True)
    """The shared rating that is signed, and its ``profile``; checked by ``verify_scores``."""
    profile = SealedJSONField(null=True)
    acknowledged_by_municipality = SealedJSONField(null=True)
    """Critical signs of the shared rating that were read about before signing; each party's own."""
    acknowledged_by_police = SealedJSONField(null=True)
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
        return read_decisions(self.decisions)

    def read_judgement(self) -> Judgement:
        """The joint judgement; empty before it is written."""
        return parse_judgement(self.judgement)

    def read_answers(self) -> dict[str, Answer]:
        """The shared rating that was signed; empty before."""
        today = max(clock.today(), self.saved_at.date())
        return parse_answers(self.screening.version.parsed, self.answers or {}, today=today)

    def compute_hash(self, version_hash: str) -> str:
        """The hash of the shared answers and the joint judgement as they are stored."""
        return hash_of(version_hash, self.answers, self.judgement)

    def read_earlier(self) -> list[Earlier]:
        """What it said before, newest first."""
        return [
            Earlier(
                at=datetime.fromisoformat(plain["at"]),
                name=plain["name"],
                signed=plain["signed"],
                decisions=read_decisions(plain["decisions"]),
                judgement=parse_judgement(plain["judgement"]),
            )
            for plain in reversed(self.earlier or ())
        ]

    def read_acknowledged(self, party: str) -> list[Acknowledgement]:
        """What ``municipality`` or ``police`` has read about critical signs."""
        return parse_acknowledgements(getattr(self, f"acknowledged_by_{party}"))

    def to_earlier(self) -> dict[str, object]:
        """What it says now, as it is kept when it is about to say something else."""
        names = (self.signed_by_municipality_name, self.signed_by_police_name)
        return {
            "at": self.saved_at.isoformat(),
            "name": self.saved_by_name,
            "signed": [name for name in names if name],
            "decisions": self.decisions,
            "judgement": self.judgement,
        }


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier revision: who wrote it, and who had signed it."""

    at: datetime
    name: str
    signed: list[str]
    decisions: dict[str, Decision]
    judgement: Judgement


def read_decisions(stored: Mapping[str, Mapping[str, str | None]]) -> dict[str, Decision]:
    """From stored JSON."""
    return {
        key: Decision(
            Value(plain["value"]) if plain["value"] else None,
            plain["reason"] or "",
            plain["who_could_know"] or "",
        )
        for key, plain in stored.items()
    }
