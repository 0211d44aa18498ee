"""Recompute the profiles of locked ratings and compare them with what was stored."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from screening.engine.answers import AnswerError
from screening.engine.scoring import score
from screening.engine.sealing import content_hash
from screening.models import Rating
from screening.models.rating import Rating as Row
from stopext.access.scoping import unscoped


@dataclass(frozen=True, slots=True)
class Fault:
    """A locked rating that no longer says what it said when it was locked."""

    rating_id: UUID
    what: str


def locked_ratings(municipality_id: int | None = None) -> tuple[int, Iterator[Row]]:
    """How many there are, and each with its screening and version. Run as ``portal_job``, whose
    policy shows locked ratings only."""
    rows = unscoped(Rating, reason="a job verifies what every authority has locked")
    rows = rows.filter(locked_at__isnull=False).order_by("municipality_id", "pk")
    if municipality_id is not None:
        rows = rows.filter(municipality_id=municipality_id)
    found = rows.select_related("screening__version").defer("screening__version__changelog")
    return rows.count(), found.iterator(chunk_size=500)


def faults_of(rating: Row) -> Iterator[Fault]:
    """Every way in which the stored numbers or hash differ from a fresh, exact computation."""
    form = rating.screening.form
    try:
        answers = rating.read_answers()
    except AnswerError:
        yield Fault(rating.pk, "svarene kan ikke læses med versionen")
        return
    if score(form, answers).to_plain() != rating.profile:
        yield Fault(rating.pk, "profilen er en anden")
    fresh = content_hash(form.content_hash(), answers, rating.read_judgement())
    if fresh != rating.content_hash:
        yield Fault(rating.pk, "kontrolsummen er en anden")
