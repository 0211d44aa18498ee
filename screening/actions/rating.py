"""Answer and judge: what a rater writes before the lock."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from screening.actions.recording import record
from screening.engine.answers import UNANSWERED, Answer
from screening.engine.judgement import Judgement
from screening.models import Rating, Screening
from screening.policies import check_can_answer, check_version
from screening.queries.dossier import dossier_of, hold
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.errors import Invalid, Refused


@transaction.atomic
def save_section(
    *, by: Actor, screening: Screening, answers: Mapping[str, Answer], version: int
) -> Rating:
    """Store the answers of one page, finished or not; answers to other questions stay. The first
    save begins the rating and makes the actor its rater. Nothing when all of it is stored already.

    Raises:
        Refused: locked, opened, or a colleague is answering.
        Conflict: somebody saved since ``version``.
        Invalid: an answer to a question the form does not ask.
    """
    unknown = set(answers) - set(screening.form.indicator_keys())
    if unknown:
        raise Invalid(_("Spørgsmålet findes ikke i vurderingen."))
    rating = _held_for_writing(by, screening, version)
    stored = rating.read_answers()
    if rating.version and all(stored.get(k, UNANSWERED) == a for k, a in answers.items()):
        return rating
    rating.write_answers(stored | dict(answers))
    _save(rating, ["answers"])
    answered = sum(answer.value is not None for answer in answers.values())
    record("answer", rating, screening, answered=answered)
    return rating


@transaction.atomic
def judge(*, by: Actor, screening: Screening, judgement: Judgement, version: int) -> Rating:
    """Store the rater's own judgement, written before any profile is shown; finished or not. Only
    a whole one has a time. Nothing when it is stored already.

    Raises:
        Refused, Conflict: as for :func:`save_section`.
    """
    rating = _held_for_writing(by, screening, version)
    if rating.version and rating.read_judgement() == judgement:
        return rating
    rating.judgement = judgement.to_plain()
    rating.judged_at = None if judgement.lacks(screening.form.asks) else clock.now()
    _save(rating, ["judgement", "judged_at"])
    record("judge", rating, screening)
    return rating


@transaction.atomic
def take_over(*, by: Actor, screening: Screening) -> Rating:
    """Continue a colleague's unlocked rating; her answers stay. Nothing when it is one's own.

    Raises:
        Refused: there is nothing to take over, or the role may not.
    """
    hold(screening.pk)
    dossier = dossier_of(by, screening)
    if dossier.mine is not None and dossier.is_rater:
        return dossier.mine
    if not dossier.can_take_over or dossier.mine is None:
        raise Refused(_("Besvarelsen kan ikke overtages."))
    rating = dossier.mine
    rating.rater_id, rating.rater_name = by.user_id, by.name
    _save(rating, ["rater_id", "rater_name"])
    record("take_over", rating, screening)
    return rating


def _held_for_writing(by: Actor, screening: Screening, version: int) -> Rating:
    hold(screening.pk)
    dossier = dossier_of(by, screening)
    check_can_answer(dossier)
    check_version(dossier.mine.version if dossier.mine else 0, version)
    return dossier.mine or _begun(by, screening)


def _begun(by: Actor, screening: Screening) -> Rating:
    rating = Rating(
        municipality_id=screening.municipality_id,
        screening=screening,
        authority_id=by.authority_id,
        rater_id=by.user_id,
        rater_name=by.name,
    )
    rating.save(force_insert=True)
    return rating


def _save(rating: Rating, fields: list[str]) -> None:
    rating.version += 1
    rating.saved_at = clock.now()
    rating.save(update_fields=[*fields, "version", "saved_at"])
