"""One authority's answers and judgement, and what is added after the lock."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from screening.engine.acknowledging import (
    Acknowledgement,
    clear_signs,
    no_longer_clear,
    parse_acknowledgements,
    unread,
)
from screening.engine.answers import Answer, answers_to_plain, parse_answers
from screening.engine.judgement import Judgement, parse_judgement
from screening.engine.plain import Plain
from screening.engine.sealing import CONTENT, PERSON, hash_of
from screening.models.screening import Screening
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.models import TenantModel
from stopext.access.scoping import ScopedQuerySet
from stopext.vault.fields import SealedJSONField, SealedTextField


class PartyRow(TenantModel):
    """A row that belongs to one of the two parties and is hidden from the other until opened.

    ``district_id``, ``access_ends`` and ``opened`` are copies that the database keeps in step with
    the screening, so that each policy is one scalar comparison.
    """

    vault_owner = "municipality_id"

    municipality_id = models.PositiveIntegerField()
    authority_id = models.PositiveIntegerField()
    district_id = models.PositiveIntegerField(null=True)
    access_ends = models.DateTimeField(null=True)
    opened = models.BooleanField(default=False)

    class Meta:
        abstract = True

    @classmethod
    def visible_to(cls, rows: ScopedQuerySet, actor: Actor) -> ScopedQuerySet:
        """Of a screening the actor sees: her own authority's, and the other's once opened."""
        seen = Screening.objects.for_actor(actor).values("pk")
        mine = models.Q(authority_id=actor.authority_id) | models.Q(opened=True)
        return rows.filter(mine, screening_id__in=seen)


class Rating(PartyRow):
    """The answers, and then the judgement, of one authority. Locked means immutable (a trigger)."""

    screening = models.ForeignKey(
        Screening, on_delete=models.PROTECT, related_name="ratings", db_constraint=False
    )
    rater_id = models.UUIDField()
    rater_name = models.CharField(max_length=120)
    version = models.PositiveIntegerField(default=0)
    """Rises with every save; a form made on an older version is a conflict."""
    answers = SealedJSONField(default=dict)
    judgement = SealedJSONField(default=dict)
    saved_at = models.DateTimeField(default=clock.now)
    judged_at = models.DateTimeField(null=True)
    locked_at = models.DateTimeField(null=True)
    """The profile is shown from this moment, never before."""
    content_hash = models.CharField(max_length=64, blank=True)
    seal_version = models.PositiveSmallIntegerField(default=CONTENT)
    """What the hash binds; a rating that was locked before it bound more keeps its own."""
    profile = SealedJSONField(null=True)
    """The numbers as they were computed at the lock, exact; checked by ``verify_scores``."""
    acknowledged = SealedJSONField(null=True)
    """Which critical signs were read about, when and by whom; also after the lock."""

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality_id", "screening", "authority_id"], name="rating_once"
            ),
            models.CheckConstraint(
                name="rating_locked_whole",
                condition=models.Q(locked_at=None, content_hash="", profile=None)
                | models.Q(locked_at__isnull=False, judged_at__isnull=False, profile__isnull=False)
                & ~models.Q(content_hash=""),
            ),
            models.CheckConstraint(
                name="rating_opened_locked",
                condition=models.Q(opened=False) | models.Q(locked_at__isnull=False),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["screening"], name="rating_of_screening")]

    def __str__(self) -> str:
        return f"{self.screening_id} {self.authority_id}"

    @property
    def is_locked(self) -> bool:
        """Whether it can no longer be changed, only added to."""
        return self.locked_at is not None

    def read_answers(self) -> dict[str, Answer]:
        """The stored answers as values."""
        today = max(clock.today(), self.saved_at.date())
        return parse_answers(self.screening.version.parsed, self.answers, today=today)

    def write_answers(self, answers: dict[str, Answer]) -> None:
        """Set the answers; the caller saves."""
        self.answers = answers_to_plain(answers)

    def read_judgement(self) -> Judgement:
        """The stored judgement as a value; empty before it is written."""
        return parse_judgement(self.judgement)

    def read_acknowledged(self) -> list[Acknowledgement]:
        """What was read about critical signs, oldest first."""
        return parse_acknowledgements(self.acknowledged)

    def clear_signs(self) -> tuple[str, ...]:
        """Critical signs that are clearly present."""
        return clear_signs(self.screening.form, self.read_answers())

    def unread_signs(self) -> tuple[str, ...]:
        """Those of them that nobody has read about."""
        return unread(self.clear_signs(), self.read_acknowledged())

    def changed_signs(self) -> tuple[str, ...]:
        """Signs that were read about as clearly present, and are not any more."""
        return no_longer_clear(self.clear_signs(), self.read_acknowledged())

    def compute_hash(self, version_hash: str) -> str:
        """The hash of the row as it is stored and locked, bound as its ``seal_version`` says."""
        binding = self._binding() if self.seal_version >= PERSON else None
        return hash_of(version_hash, self.answers, self.judgement, binding)

    def _binding(self) -> Plain:
        if self.locked_at is None:
            raise ValueError("only a locked rating is sealed")
        return {
            "screening": str(self.screening_id),
            "municipality": self.municipality_id,
            "authority": self.authority_id,
            "rater": str(self.rater_id),
            "rater_name": self.rater_name,
            "judged_at": _moment(self.judged_at),
            "locked_at": _moment(self.locked_at),
        }


def _moment(at: datetime | None) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds") if at else ""


class Addendum(PartyRow):
    """Added to a locked rating: a correction, or a judgement changed after the profile."""

    class Kind(models.TextChoices):
        NOTE = "note", _("Tilføjelse")
        JUDGEMENT = "judgement", _("Vurdering ændret efter profilen")

    screening = models.ForeignKey(
        Screening, on_delete=models.PROTECT, related_name="+", db_constraint=False
    )
    rating = models.ForeignKey(
        Rating, on_delete=models.PROTECT, related_name="addenda", db_constraint=False
    )
    kind = models.CharField(max_length=10, choices=Kind.choices)
    text = SealedTextField(max_length=4000)
    judgement = SealedJSONField(default=dict)
    by_id = models.UUIDField()
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField(default=clock.now)
    after_opening = models.BooleanField(default=False)
    """Written when the other authority's rating could already be read."""

    class Meta:
        ordering = ("at",)
        constraints: ClassVar = [
            models.CheckConstraint(
                name="addendum_kind", condition=models.Q(kind__in=["note", "judgement"])
            )
        ]
        indexes: ClassVar = [models.Index(fields=["rating", "at"], name="addendum_of_rating")]

    def __str__(self) -> str:
        return f"{self.rating_id} {self.kind}"

    def read_judgement(self) -> Judgement:
        """The changed judgement; empty for a plain addition."""
        return parse_judgement(self.judgement)
