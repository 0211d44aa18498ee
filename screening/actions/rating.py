"""Answer and judge: what a rater writes before the lock."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from screening.actions.recording import record
from screening.engine.answers import Answer
from screening.engine.judgement import Judgement
from screening.models import Rating, Screening
from screening.policies import check_can_answer, check_is_complete, check_version
from screening.queries.dossier import Dossier, dossier_of
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.errors import Conflict, Invalid, Refused


@transaction.atomic
def save_section(
    *, by: Actor, screening: Screening, answers: Mapping[str, Answer], version: int
) -> Rating:
    """Store the answers of one page; answers to other questions stay. The first save begins the
    rating and makes the actor its rater.

    Raises:
        Refused: locked, opened, or a colleague is answering.
        Conflict: somebody saved since ``version``.
        Invalid: an answer to a question the form does not ask.
    """
    unknown = set(answers) - set(screening.form.indicator_keys())
    if unknown:
        raise Invalid(_("Spørgsmålet findes ikke i vurderingen."))
    rating = _locked_for_writing(by, screening, version)
    rating.write_answers(rating.read_answers() | dict(answers))
    _save(rating, ["answers"])
    answered = sum(answer.value is not None for answer in answers.values())
    record("answer", rating, screening, answered=answered)
    return rating


@transaction.atomic
def judge(*, by: Actor, screening: Screening, judgement: Judgement, version: int) -> Rating:
    """Store the rater's own judgement, written before any profile is shown.

    Raises:
        Refused, Conflict: as for :func:`save_section`.
        Invalid: the judgement is incomplete.
    """
    check_is_complete(screening.form, judgement)
    rating = _locked_for_writing(by, screening, version)
    rating.judgement = judgement.to_plain()
    rating.judged_at = clock.now()
    _save(rating, ["judgement", "judged_at"])
    record("judge", rating, screening)
    return rating


@transaction.atomic
def take_over(*, by: Actor, screening: Screening) -> Rating:
    """Continue a colleague's unlocked rating; her answers stay. Nothing when it is one's own.

    Raises:
        Refused: there is nothing to take over, or the role may not.
    """
    dossier = _for_update(by, screening)
    if dossier.mine is not None and dossier.is_rater:
        return dossier.mine
    if not dossier.can_take_over or dossier.mine is None:
        raise Refused(_("Besvarelsen kan ikke overtages."))
    rating = dossier.mine
    rating.rater_id, rating.rater_name = by.user_id, by.name
    _save(rating, ["rater_id", "rater_name"])
    record("take_over", rating, screening)
    return rating


def _locked_for_writing(by: Actor, screening: Screening, version: int) -> Rating:
    dossier = _for_update(by, screening)
    check_can_answer(dossier)
    if dossier.mine is not None:
        check_version(dossier.mine.version, version)
        return dossier.mine
    check_version(0, version)
    rating = Rating(
        municipality_id=screening.municipality_id,
        screening=screening,
        authority_id=by.authority_id,
        rater_id=by.user_id,
        rater_name=by.name,
    )
    try:
        with transaction.atomic():
            rating.save(force_insert=True)
    except IntegrityError as error:
        raise Conflict(_("En kollega begyndte at besvare i samme øjeblik.")) from error
    return rating


def _for_update(by: Actor, screening: Screening) -> Dossier:
    """Hold the actor's own row until the transaction ends, then read it."""
    own = Rating.objects.for_actor(by).filter(screening=screening, authority_id=by.authority_id)
    list(own.select_for_update(of=("self",)).only("pk"))
    return dossier_of(by, screening)


def _save(rating: Rating, fields: list[str]) -> None:
    rating.version += 1
    rating.saved_at = clock.now()
    rating.save(update_fields=[*fields, "version", "saved_at"])
