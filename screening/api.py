"""What a case asks of screening. The case is known by its opaque key (``subject_id``) only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from screening import actions
from screening.engine.answers import Answer
from screening.engine.completeness import Progress, progress
from screening.engine.judgement import Judgement, Level
from screening.engine.profile import Gap
from screening.engine.scoring import score
from screening.engine.states import Purpose, State
from screening.models import Addendum, Screening
from screening.models.screening import to_agree_on, with_version
from screening.queries.dossier import Dossier, dossier_of
from stopext.access.actor import Actor


@dataclass(frozen=True, slots=True)
class Unknown:
    """A question nobody could answer, and who could know (may be empty)."""

    screening_id: UUID
    indicator: str
    question: str
    who_could_know: str
    is_critical: bool


def order(
    *,
    by: Actor,
    subject_id: UUID,
    reference: str,
    due_on: date,
    district_id: int | None = None,
    expires_at: datetime | None = None,
    purpose: str = Purpose.ANALYSIS,
    subset: str = "",
    under_18: bool = False,
    under_15: bool = False,
    user_ids: Iterable[UUID] = (),
) -> Screening:
    """Order a screening of a case; see :func:`screening.actions.order_screening`."""
    return actions.order_screening(
        by=by,
        subject_id=subject_id,
        reference=reference,
        due_on=due_on,
        district_id=district_id,
        expires_at=expires_at,
        purpose=purpose,
        subset=subset,
        under_18=under_18,
        under_15=under_15,
        user_ids=user_ids,
    )


def screenings_of(actor: Actor, subject_id: UUID) -> list[Screening]:
    """The case's screenings that the actor may see, newest first; one query."""
    rows = with_version(Screening.objects.for_actor(actor)).filter(subject_id=subject_id)
    return list(rows.order_by("-ordered_at", "-pk"))


def unfinished(actor: Actor, subject_id: UUID) -> set[State]:
    """What is left of the case's screenings: ``OPEN`` when one is still being rated, ``OPENED``
    when both have answered and their joint assessment is not signed by both. One query."""
    rows = Screening.objects.for_actor(actor).filter(subject_id=subject_id)
    left = rows.filter(Q(state=State.OPEN.value) | to_agree_on())
    return {State(state) for state in left.values_list("state", flat=True)}


def last_judgement(actor: Actor, subject_id: UUID) -> Level | None:
    """The level of the newest judgement: the signed joint one, else the municipality's latest.

    None when nothing is locked. For the closing gate's question to a person; it moves no case.
    """
    for row in _counting(actor, subject_id):
        level = _judgement_of(dossier_of(actor, row)).level
        if level is not None:
            return level
    return None


def unknowns_of(actor: Actor, subject_id: UUID) -> list[Unknown]:
    """What nobody knew in the last rating, and who could know: the shared one once both have
    signed, until then that of the actor's authority, once it is locked."""
    for row in _counting(actor, subject_id):
        answers = _last_answers(dossier_of(actor, row))
        if answers:
            return [_unknown(row, gap) for gap in score(row.form, answers).gaps]
    return []


def progress_of(actor: Actor, screening: Screening) -> Progress:
    """How far the actor's authority has come: asked, answered, known. One query."""
    mine = dossier_of(actor, screening).mine
    return progress(screening.form, mine.read_answers() if mine else {})


def grant_for_subject(*, by: Actor, subject_id: UUID, user_id: UUID) -> None:
    """Let a colleague who joins the case see its screenings."""
    for row in screenings_of(by, subject_id):
        actions.grant_access(by=by, screening=row, user_id=user_id)


def end_for_subject(*, by: Actor, subject_id: UUID, user_id: UUID) -> None:
    """Take a colleague who leaves the case off its screenings."""
    for row in screenings_of(by, subject_id):
        if row.access.filter(user_id=user_id, authority_id=by.authority_id, ended_at=None).exists():
            actions.end_access(by=by, screening=row, user_id=user_id)


def revoke_for_subject(*, by: Actor, subject_id: UUID, district_id: int, reason: str) -> int:
    """End the district's access to the case's screenings at once; answers how many."""
    return sum(
        actions.revoke_police(by=by, screening=row, reason=reason) is None
        for row in screenings_of(by, subject_id)
        if row.district_id == district_id and row.revoked_at is None
    )


def limit_for_subject(
    *, by: Actor, subject_id: UUID, district_id: int, expires_at: datetime
) -> None:
    """Let the district's access end when the disclosure behind it does."""
    for row in screenings_of(by, subject_id):
        if row.district_id == district_id and row.revoked_at is None:
            actions.limit_police(by=by, screening=row, expires_at=expires_at)


def _counting(actor: Actor, subject_id: UUID) -> list[Screening]:
    """Those that were not ordered by mistake."""
    rows = screenings_of(actor, subject_id)
    return [row for row in rows if row.state != State.CANCELLED]


def _last_answers(dossier: Dossier) -> dict[str, Answer]:
    consensus = dossier.consensus()
    if consensus is not None and consensus.is_agreed and consensus.answers:
        return consensus.read_answers()
    locked = dossier.mine is not None and dossier.mine.is_locked
    return dossier.mine.read_answers() if dossier.mine and locked else {}


def _judgement_of(dossier: Dossier) -> Judgement:
    consensus = dossier.consensus()
    if consensus is not None and consensus.is_agreed:
        return consensus.read_judgement()
    ratings = (dossier.mine, dossier.other) if dossier.is_municipality else (dossier.other,)
    rating = next((r for r in ratings if r is not None and r.is_locked), None)
    if rating is None:
        return Judgement()
    changed = rating.addenda.filter(kind=Addendum.Kind.JUDGEMENT).order_by("-at").first()
    return changed.read_judgement() if changed else rating.read_judgement()


def _unknown(row: Screening, gap: Gap) -> Unknown:
    question = row.form.indicator(gap.indicator).question
    return Unknown(row.pk, gap.indicator, question, gap.who_could_know, gap.is_critical)
