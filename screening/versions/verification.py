"""Recompute the profiles of locked and of shared ratings and compare them with what was stored."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain
from typing import Any, TypeAlias
from uuid import UUID

from screening.engine.bulk_scoring import Scorer, compile_definition
from screening.engine.plain import Plain
from screening.models import Consensus, Rating
from stopext.access.scoping import unscoped

#: The job's name, by which the policies of the ratings know it.
JOB = "verify_scores"
LOCKED_ANYWHERE = "a job verifies what every authority has locked and signed"


#: A rating of one party, or the shared one that both have signed.
Row: TypeAlias = Rating | Consensus


class Breach(StrEnum):
    """How a locked rating no longer says what it said when it was locked."""

    VERSION = "version"
    UNREADABLE = "unreadable"
    PROFILE = "profile"
    HASH = "hash"


@dataclass(frozen=True, slots=True)
class Fault:
    """A locked rating and what is wrong with it."""

    rating_id: UUID
    breach: Breach


def locked_ratings(municipality_id: int | None = None) -> tuple[int, Iterator[Row]]:
    """How many there are, and each with its screening and version. Run in the context
    of the job, whose policies show locked and signed ratings only."""
    signed = {"profile__isnull": False, "content_hash__gt": ""}
    several = [
        unscoped(Rating, reason=LOCKED_ANYWHERE).filter(locked_at__isnull=False),
        unscoped(Consensus, reason=LOCKED_ANYWHERE).filter(
            screening__agreed_at__isnull=False, **signed
        ),
    ]
    own = {} if municipality_id is None else {"municipality_id": municipality_id}
    found = [rows.filter(**own).order_by("municipality_id", "pk") for rows in several]
    return sum(rows.count() for rows in found), chain.from_iterable(map(_with_version, found))


def _with_version(rows: Any) -> Iterator[Row]:
    # A version is large and the same for many: each is read once, by the verifier.
    versions = ("screening__version__definition", "screening__version__changelog")
    found: Iterator[Row] = (
        rows.select_related("screening__version").defer(*versions).iterator(chunk_size=500)
    )
    return found


class Verifier:
    """Checks one rating after another; each form is compiled at its first rating."""

    def __init__(self) -> None:
        self._scorers: dict[tuple[UUID, str], Scorer] = {}

    def faults_of(self, rating: Row) -> Iterator[Fault]:
        """Every way in which the stored numbers or hash differ from a fresh, exact computation."""
        try:
            scorer = self.scorer_of(rating)
        except ValueError:  # also of a definition that is none
            yield Fault(rating.pk, Breach.VERSION)
            return
        try:
            stored, found = rating.profile, rating.compute_hash(scorer.definition_hash)
            profile = rescored(scorer, rating.answers)
        except (AttributeError, TypeError, ValueError):  # also of a seal that does not open
            yield Fault(rating.pk, Breach.UNREADABLE)
            return
        if profile != stored:
            yield Fault(rating.pk, Breach.PROFILE)
        if found != rating.content_hash:
            yield Fault(rating.pk, Breach.HASH)

    def scorer_of(self, rating: Row) -> Scorer:
        """The compiled form of the rating's screening."""
        screening = rating.screening
        form = (screening.version_id, screening.subset)
        if form not in self._scorers:
            self._scorers[form] = compile_definition(screening.form)
        return self._scorers[form]


def rescored(scorer: Scorer, answers: dict[str, Plain]) -> Plain:
    """The profile of stored answers. Raises TypeError, AttributeError or ValueError for answers
    that the version cannot have been given."""
    return scorer.profile(scorer.encode(answers))
